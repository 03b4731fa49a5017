export { planChangeEndpoints } from "./changes/routes.js";
export { takenBack } from "./changes/store.js";
export { type CustomerCreditInput, giveCustomerCredit } from "./credits/give-credit.js";
export { customerCreditEndpoints } from "./credits/routes.js";
export { addDownloads } from "./documents/downloads.js";
export { documentEndpoints } from "./documents/routes.js";
export { testClockEndpoints } from "./due/clock-routes.js";
export { DueEngine } from "./due/due-engine.js";
export { type DueResult, runDue } from "./due/run-due.js";
export {
  type Collect,
  type Collected,
  collectWithoutProvider,
  type DueRetry,
  noRetries,
  type PaymentRetries,
  type Retried,
} from "./invoices/collect.js";
export { createOneOff } from "./invoices/create-invoice.js";
export { requireInvoice } from "./invoices/find-invoice.js";
export { amountDueNanos, invoiceNumber } from "./invoices/invoice-answer.js";
export { markPaid } from "./invoices/mark-paid.js";
export { invoiceEndpoints } from "./invoices/routes.js";
export { abandonInvoice } from "./invoices/set-invoice-status.js";
export { findInvoice, listLines, oldestUnpaidInvoice, pageOfInvoices } from "./invoices/store.js";
export { purchaseEndpoints } from "./purchases/routes.js";
export type { InvoiceLineRow, InvoiceMetadata, InvoiceRow } from "./schema.js";
export { beginSeats } from "./seats/begin-seats.js";
export { seatEndpoints } from "./seats/routes.js";
export { readSeatAccess } from "./seats/seat-access.js";
