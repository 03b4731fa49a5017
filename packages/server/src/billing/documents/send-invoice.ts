/** Sends an invoice to its customer, with the document attached. */
import type { SendInvoice } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomerById } from "../../customers/index.js";
import { type Caller, type Db, FarthingError, type Id, type SendMail } from "../../platform/index.js";
import { findBranding } from "../../tenancy/index.js";
import { amountDueNanos } from "../invoices/amount-due.js";
import { requireInvoice } from "../invoices/find-invoice.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import type { InvoiceRow } from "../schema.js";
import type { TakenByOf } from "./amount-paid.js";
import { PDF_TYPE, pdfOfInvoice } from "./pdf-of.js";
import { dateText, moneyText } from "./wording.js";

export interface DocumentDependencies {
  /** Undefined where the server has no mail server. */
  readonly sendMail: SendMail | undefined;
  readonly takenByOf: TakenByOf;
}

export interface Sent {
  readonly invoice: InvoiceRow;
  readonly to: string;
}

/** @throws FarthingError `invoice_not_found`, `mail_not_configured`, `invalid_state` for a draft or a customer without an address; as {@link SendMail} */
export async function sendInvoice(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  { to: wanted }: z.output<typeof SendInvoice>,
  { sendMail, takenByOf }: DocumentDependencies,
): Promise<Sent> {
  const invoice = await requireInvoice(db, caller, id);
  if (!sendMail) {
    throw new FarthingError(
      "mail_not_configured",
      "This server is not configured to send mail. Set FARTHING_SMTP_URL and FARTHING_MAIL_FROM, or share a download link.",
    );
  }
  if (invoice.status === "draft") {
    throw new FarthingError("invalid_state", `Invoice ${id} is a draft. Finalize it first.`, { param: "id" });
  }
  const to = wanted ?? (await requireCustomerById(db, caller.environmentId, invoice.customerId)).email;
  if (to === null) {
    throw new FarthingError("invalid_state", "The customer has no e-mail address. Set one, or send `to`.", {
      param: "to",
    });
  }
  const branding = await findBranding(db, caller.environmentId);
  const { bytes, fileName } = await pdfOfInvoice(db, invoice, takenByOf);
  await sendMail({
    to,
    replyTo: branding?.email ?? undefined,
    subject: subjectOf(invoice, branding?.legalName ?? null),
    text: textOf(invoice, branding?.legalName ?? null),
    attachments: [{ filename: fileName, content: Buffer.from(bytes), contentType: PDF_TYPE }],
  });
  return { invoice, to };
}

const subjectOf = (invoice: InvoiceRow, seller: string | null): string =>
  `Invoice ${invoiceNumber(invoice)}${seller === null ? "" : ` from ${seller}`}`;

function textOf(invoice: InvoiceRow, seller: string | null): string {
  const { currency, totalNanos, dueAt } = invoice;
  const due = amountDueNanos(invoice);
  return [
    "Hello,",
    "",
    `attached is invoice ${invoiceNumber(invoice)} for ${moneyText(totalNanos, currency)} (${currency}).`,
    due === 0n
      ? "No payment is due."
      : `${moneyText(due, currency)} are to be paid${dueAt ? ` by ${dateText(dueAt)}` : ""}.`,
    ...(seller === null ? [] : ["", seller]),
    "",
  ].join("\n");
}
