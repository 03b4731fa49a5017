/** Invoices that were issued to the customer, as lists, as paper, and paid; what was bought and not paid is left alone. */
import {
  CreditNote,
  CreditNoteList,
  CreditNotePdf,
  InvoiceList,
  InvoicePdf,
  idSchema,
  ListPortalCreditNotes,
  ListPortalInvoices,
  Payment,
  PaymentList,
  PortalCreditNoteList,
  PortalInvoice,
  PortalInvoiceList,
  PortalPage,
} from "@farthing/contract";
import { z } from "zod";
import { FarthingError, type Id } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { type PortalCall, requireOwnInvoice } from "./own.js";
import type { OpenPage } from "./pages.js";
import { inWords } from "./refusals.js";

const params = z.object({ id: idSchema("inv") });

export const invoiceEndpoints = (lent: LentOperations, openPage: OpenPage) => [
  portalEndpoint({
    operationId: "listPortalInvoices",
    method: "get",
    path: "/invoices",
    summary: "List invoices, newest first",
    query: ListPortalInvoices,
    answer: PortalInvoiceList,
    handle: async (call) => {
      const page = await lent.ask(InvoiceList, "listInvoices", call, {
        query: { ...call.query, customerId: call.customer.id },
      });
      return { ...page, data: page.data.filter(({ status }) => status !== "draft") };
    },
  }),
  portalEndpoint({
    operationId: "getPortalInvoice",
    method: "get",
    path: "/invoices/{id}",
    summary: "Get an invoice with its lines",
    params,
    answer: PortalInvoice,
    errors: ["invoice_not_found"],
    handle: (call) => requireOwnInvoice(lent, call, call.params.id),
  }),
  portalEndpoint({
    operationId: "getPortalInvoicePdf",
    method: "get",
    path: "/invoices/{id}/pdf",
    summary: "Get an invoice as PDF",
    params,
    answer: InvoicePdf,
    mediaTypes: ["application/pdf"],
    errors: ["invoice_not_found"],
    handle: async (call) => {
      const { id } = await requireOwnInvoice(lent, call, call.params.id);
      return lent.bytes("getInvoicePdf", call, { params: { id } });
    },
  }),
  portalEndpoint({
    operationId: "listPortalCreditNotes",
    method: "get",
    path: "/credit-notes",
    summary: "List credit notes, newest first",
    query: ListPortalCreditNotes,
    answer: PortalCreditNoteList,
    handle: (call) =>
      lent.ask(CreditNoteList, "listCreditNotes", call, {
        query: { ...call.query, customerId: call.customer.id },
      }),
  }),
  portalEndpoint({
    operationId: "getPortalCreditNotePdf",
    method: "get",
    path: "/credit-notes/{id}/pdf",
    summary: "Get a credit note as PDF",
    params: z.object({ id: idSchema("cn") }),
    answer: CreditNotePdf,
    mediaTypes: ["application/pdf"],
    errors: ["credit_note_not_found"],
    handle: async (call) => {
      const { id } = call.params;
      const { customerId } = await lent.ask(CreditNote, "getCreditNote", call, { params: { id } });
      if (customerId !== call.customer.id)
        throw new FarthingError("credit_note_not_found", `There is no credit note ${id}.`, { param: "id" });
      return lent.bytes("getCreditNotePdf", call, { params: { id } });
    },
  }),
  portalEndpoint({
    operationId: "payInvoiceInPortal",
    method: "post",
    path: "/invoices/{id}/pay",
    summary: "Open a page where an invoice can be paid",
    params,
    body: z.strictObject({}),
    answer: PortalPage,
    status: 201,
    errors: ["invoice_not_found", "invalid_state", "amount_too_small"],
    handle: async (call) => {
      const { id, status } = await requireOwnInvoice(lent, call, call.params.id);
      if (status !== "open")
        throw new FarthingError("invalid_state", `This invoice is ${status}: nothing is owed.`, {
          param: "id",
        });
      const url = await openPage(call, id as Id<"inv">, `/portal/invoices/${id}`);
      if (url) return { object: "portal_page", url };
      throw new FarthingError(
        "invalid_state",
        "This invoice cannot be paid here: it is already being charged, or must be paid as printed on it.",
        { param: "id" },
      );
    },
  }),
  portalEndpoint({
    operationId: "cancelPurchaseInPortal",
    method: "post",
    path: "/invoices/{id}/cancel",
    summary: "Leave alone what was bought beside the plan, and is not paid yet",
    description:
      "Its invoice is void, and its pages to pay at are closed. What is paid after all is given back.",
    params,
    body: z.strictObject({}),
    answer: PortalInvoice,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async (call) => {
      const { id, status, reason } = await requireOwnInvoice(lent, call, call.params.id);
      const refused = (why: string) => new FarthingError("invalid_state", why, { param: "id" });
      if (reason !== "topup" && reason !== "credit_pack")
        throw refused("This invoice is owed. Only what was bought beside the plan can be canceled.");
      if (status !== "void") {
        const payment = status === "open" ? await pendingPayment(lent, call, id) : undefined;
        if (!payment) throw refused(`This invoice is ${status}: there is nothing to cancel.`);
        await lent
          .ask(Payment, "cancelPayment", call, { params: { id: payment.id }, body: {} })
          .catch(inWords("This is being paid at the moment. Look again in a minute.", "id"));
      }
      return requireOwnInvoice(lent, call, id);
    },
  }),
];

/** The one by which an open invoice is to be paid; none where nobody takes money here. */
async function pendingPayment(lent: LentOperations, call: PortalCall, invoiceId: string) {
  const query = { customerId: call.customer.id, invoiceId, status: "pending", limit: 1 };
  return (await lent.ask(PaymentList, "listPayments", call, { query })).data[0];
}
