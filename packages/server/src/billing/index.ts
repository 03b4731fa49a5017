export { testClockEndpoints } from "./clock-routes.js";
export { type Collect, type Collected, collectWithoutProvider } from "./collect.js";
export { DueEngine } from "./due-engine.js";
export { invoiceEndpoints } from "./routes.js";
export { type DueResult, runDue } from "./run-due.js";
