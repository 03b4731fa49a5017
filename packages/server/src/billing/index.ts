export { planChangeEndpoints } from "./changes/routes.js";
export { returnableNanos } from "./credit-notes/given-back.js";
export { creditNoteEndpoints } from "./credit-notes/routes.js";
export { forgetRefund, replaceRefund } from "./credit-notes/store.js";
export { giveCustomerCredit } from "./credits/give-credit.js";
export { customerCreditEndpoints } from "./credits/routes.js";
export { addDownloads } from "./documents/downloads.js";
export { documentEndpoints } from "./documents/routes.js";
export { moneyText } from "./documents/wording.js";
export { ClockMover } from "./due/clock-mover.js";
export { testClockEndpoints } from "./due/clock-routes.js";
export { DueEngine } from "./due/due-engine.js";
export { runDue } from "./due/run-due.js";
export { movingEnvironments } from "./due/store.js";
export { amountDueNanos } from "./invoices/amount-due.js";
export type {
  Collect,
  Collected,
  DueRetry,
  PaymentCorrections,
  PaymentRetries,
  Retried,
} from "./invoices/collect.js";
export { createOneOff } from "./invoices/create-invoice.js";
export { requireInvoice } from "./invoices/find-invoice.js";
export { invoiceNumber } from "./invoices/invoice-answer.js";
export { markPaid } from "./invoices/mark-paid.js";
export { invoiceEndpoints } from "./invoices/routes.js";
export { setAside } from "./invoices/set-aside.js";
export { abandonInvoice, assertNotCredited } from "./invoices/set-invoice-status.js";
export { findInvoice, listLines, pageOfInvoices, unpaidInvoiceOf } from "./invoices/store.js";
export { pastPeriods } from "./periods/store.js";
export { reconsiderHeld } from "./purchases/given-back.js";
export { isPurchase } from "./purchases/is-purchase.js";
export { purchaseEndpoints } from "./purchases/routes.js";
export type { InvoiceLineRow, InvoiceMetadata, InvoiceRow } from "./schema.js";
export { beginSeats } from "./seats/begin-seats.js";
export { seatEndpoints } from "./seats/routes.js";
export { readSeatAccess } from "./seats/seat-access.js";
