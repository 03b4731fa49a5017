import { InvoiceDownload, InvoicePdf, idSchema } from "@farthing/contract";
import { z } from "zod";
import { type Clock, endpoint, type Id } from "../../platform/index.js";
import { requireInvoice } from "../invoices/find-invoice.js";
import { makeLink } from "./downloads.js";
import { fileNameOf, PDF_TYPE, pdfOfInvoice } from "./pdf-of.js";

const tag = "Invoices";
const params = z.object({ id: idSchema("inv") });

export const documentEndpoints = (clock: Clock) => [
  endpoint({
    operationId: "getInvoicePdf",
    method: "get",
    path: "/invoices/{id}/pdf",
    tag,
    summary: "Get an invoice as PDF",
    description:
      "The same bytes each time, until the invoice is paid, void or credited: both sides stand on it as they were when it was finalized.",
    params,
    answer: InvoicePdf,
    mediaTypes: [PDF_TYPE],
    errors: ["invoice_not_found"],
    handle: async ({ db, caller, params: given }) =>
      pdfOfInvoice(db, await requireInvoice(db, caller, given.id as Id<"inv">)),
  }),
  endpoint({
    operationId: "createInvoiceDownloadLink",
    method: "post",
    path: "/invoices/{id}/download-links",
    tag,
    summary: "Create a link to an invoice's PDF",
    description: "It needs no key and works for an hour, for whoever has it.",
    params,
    answer: InvoiceDownload,
    scopes: ["read"],
    idempotency: "none",
    errors: ["invoice_not_found"],
    handle: async ({ db, caller, origin, params: given }) => {
      const invoice = await requireInvoice(db, caller, given.id as Id<"inv">);
      const { environmentId, livemode } = caller;
      const { url, expiresAt } = await makeLink(
        db,
        { environmentId, origin, realNow: clock.real() },
        invoice.id,
      );
      return {
        object: "invoice_download" as const,
        livemode,
        invoiceId: invoice.id,
        fileName: fileNameOf(invoice),
        url,
        expiresAt: expiresAt.toISOString(),
      };
    },
  }),
];
