export { testClockEndpoints } from "./due/clock-routes.js";
export { DueEngine } from "./due/due-engine.js";
export { type DueResult, runDue } from "./due/run-due.js";
export { type Collect, type Collected, collectWithoutProvider } from "./invoices/collect.js";
export { invoiceEndpoints } from "./invoices/routes.js";
export { purchaseEndpoints } from "./purchases/routes.js";
export { beginSeats } from "./seats/begin-seats.js";
export { seatEndpoints } from "./seats/routes.js";
export { readSeatAccess } from "./seats/seat-access.js";
