export { planChangeEndpoints } from "./changes/routes.js";
export { type CustomerCreditInput, giveCustomerCredit } from "./credits/give-credit.js";
export { customerCreditEndpoints } from "./credits/routes.js";
export { testClockEndpoints } from "./due/clock-routes.js";
export { DueEngine } from "./due/due-engine.js";
export { type DueResult, runDue } from "./due/run-due.js";
export { type Collect, type Collected, collectWithoutProvider } from "./invoices/collect.js";
export { invoiceEndpoints } from "./invoices/routes.js";
