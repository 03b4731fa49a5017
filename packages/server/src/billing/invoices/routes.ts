import {
  CreateInvoice,
  DeletedInvoice,
  Invoice,
  InvoiceLineEventList,
  InvoiceList,
  idSchema,
  ListInvoiceLineEvents,
  ListInvoices,
  SetInvoiceStatus,
  UpdateInvoice,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import type { MeteringDependencies } from "../../metering/index.js";
import { loadPlanConfig } from "../../plans/index.js";
import { type Caller, type Db, endpoint, type Id, listById, timeFrom } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import type { InvoiceRow } from "../schema.js";
import type { Collect, PaymentCorrections } from "./collect.js";
import { createInvoice } from "./create-invoice.js";
import { changeDraft, deleteInvoice, finalizeDraft } from "./finalize-draft.js";
import { requireInvoice, requireLine } from "./find-invoice.js";
import { type RefundedOf, shapeInvoice, shapeWithLines } from "./invoice-answer.js";
import { listLineEvents } from "./line-events.js";
import { setInvoiceStatus } from "./set-invoice-status.js";
import { listLines, pageOfInvoices } from "./store.js";

interface InvoiceDependencies extends MeteringDependencies {
  readonly collect: Collect;
  readonly catchUp: CatchUp;
  readonly corrections: PaymentCorrections;
  readonly refundedOf: RefundedOf;
}

const tag = "Invoices";
const params = z.object({ id: idSchema("inv") });
const idOf = (given: { id: string }): Id<"inv"> => given.id as Id<"inv">;

type ShapeOne = (db: Db, caller: Caller, row: InvoiceRow) => Promise<z.input<typeof Invoice>>;

const shaperOf =
  (refundedOf: RefundedOf): ShapeOne =>
  async (db, caller, row) =>
    shapeWithLines(
      row,
      await listLines(db, row),
      await loadPlanConfig(db, caller.environmentId),
      (await refundedOf(db, [row.id])).get(row.id) ?? 0n,
      caller.livemode,
    );

export const invoiceEndpoints = (dependencies: InvoiceDependencies) =>
  endpointsOf(dependencies, shaperOf(dependencies.refundedOf));

const endpointsOf = (
  { collect, catchUp, corrections, refundedOf, ...metering }: InvoiceDependencies,
  shapeOne: ShapeOne,
) => [
  endpoint({
    operationId: "createInvoice",
    method: "post",
    path: "/invoices",
    tag,
    summary: "Create a custom invoice",
    description:
      "With one amount or several lines; finalized at once unless it is a `draft`. `amount` is settlement scale: 100 = $1.00.",
    body: CreateInvoice,
    answer: Invoice,
    status: 201,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, body }) =>
      shapeOne(db, caller, await createInvoice(db, caller, body, { catchUp, collect })),
  }),
  endpoint({
    operationId: "listInvoices",
    method: "get",
    path: "/invoices",
    tag,
    summary: "List invoices, newest first",
    query: ListInvoices,
    answer: InvoiceList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = query.customerId ? await requireCustomer(db, caller, query.customerId) : undefined;
      const status = query.status === "outstanding" ? "open" : query.status;
      const filter = {
        customerId: customer?.id,
        subscriptionId: query.subscriptionId as Id<"sub"> | undefined,
        statuses: status && [status],
        number: query.number === undefined ? undefined : BigInt(query.number.slice("INV-".length)),
        issuedFrom: query.issuedFrom === undefined ? undefined : timeFrom(query.issuedFrom),
        issuedTo: query.issuedTo === undefined ? undefined : timeFrom(query.issuedTo),
        overdue: query.overdue && { is: query.overdue === "true", now: caller.now() },
      };
      return listById(
        "inv",
        query,
        (before) => pageOfInvoices(db, caller.environmentId, filter, query.limit, before),
        async (rows) => {
          const refunded = await refundedOf(
            db,
            rows.map((row) => row.id),
          );
          return rows.map((row) => shapeInvoice(row, refunded.get(row.id) ?? 0n, caller.livemode));
        },
      );
    },
  }),
  endpoint({
    operationId: "getInvoice",
    method: "get",
    path: "/invoices/{id}",
    tag,
    summary: "Get an invoice with its lines",
    params,
    answer: Invoice,
    errors: ["invoice_not_found"],
    handle: async ({ db, caller, params: given }) =>
      shapeOne(db, caller, await requireInvoice(db, caller, idOf(given))),
  }),
  endpoint({
    operationId: "updateInvoice",
    method: "patch",
    path: "/invoices/{id}",
    tag,
    summary: "Change a draft",
    description: "Fields that are left out keep their value. `lines` replaces all existing lines.",
    params,
    body: UpdateInvoice,
    answer: Invoice,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeOne(db, caller, await changeDraft(db, caller, idOf(given), body)),
  }),
  endpoint({
    operationId: "setInvoiceStatus",
    method: "patch",
    path: "/invoices/{id}/status",
    tag,
    summary: "Mark an open invoice as paid, void or uncollectible",
    params,
    body: SetInvoiceStatus,
    answer: Invoice,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeOne(db, caller, await setInvoiceStatus(db, caller, idOf(given), body, { catchUp, corrections })),
  }),
  endpoint({
    operationId: "finalizeInvoice",
    method: "post",
    path: "/invoices/{id}/finalize",
    tag,
    summary: "Finalize a draft",
    description: "The invoice gets its number, is collected, and never changes again.",
    params,
    answer: Invoice,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeOne(db, caller, await finalizeDraft(db, caller, idOf(given), { catchUp, collect })),
  }),
  endpoint({
    operationId: "deleteInvoice",
    method: "delete",
    path: "/invoices/{id}",
    tag,
    summary: "Delete a draft",
    params,
    answer: DeletedInvoice,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) => {
      await deleteInvoice(db, caller, idOf(given));
      return { object: "invoice" as const, id: given.id, deleted: true as const, livemode: caller.livemode };
    },
  }),
  endpoint({
    operationId: "listInvoiceLineEvents",
    method: "get",
    path: "/invoices/{id}/lines/{line}/events",
    tag,
    summary: "List the usage events behind an invoice line, newest first",
    description:
      "Each event has the part of it that the line bills; the parts add up to the line. Empty for lines that bill no usage. " +
      "Archived events are not listed; `archived` says whether there may be any. Archiving does not change what the line " +
      "bills or its amount.",
    params: z.object({ id: idSchema("inv"), line: idSchema("iline") }),
    query: ListInvoiceLineEvents,
    answer: InvoiceLineEventList,
    errors: ["invoice_not_found", "invoice_line_not_found"],
    handle: async ({ db, caller, params: given, query }) => {
      const invoice = await requireInvoice(db, caller, idOf(given));
      const line = await requireLine(db, invoice, given.line as Id<"iline">);
      return listLineEvents(metering, db, caller, { invoice, line }, query);
    },
  }),
];
