/** Seats: changed, counted, and what changed them. */
import {
  AddSeats,
  GetSeatBalance,
  InvoiceLineSeatEventList,
  idSchema,
  ListInvoiceLineSeatEvents,
  ListSeatBalances,
  ListSeatEvents,
  PreviewSeats,
  RemoveSeats,
  SeatBalance,
  SeatBalanceList,
  SeatChangePreview,
  SeatEvent,
  SeatEventList,
  SeatEvents,
  SetAllSeats,
  SetSeats,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import { loadPlanConfig, planInForce, requireFeature } from "../../plans/index.js";
import { type Caller, type Db, endpoint, type Id, listAnswer, listById } from "../../platform/index.js";
import { requireInvoice, requireLine } from "../invoices/find-invoice.js";
import { changeSeats, type SeatChange, type SeatDependencies } from "./change-seats.js";
import { seatLineTotals } from "./line-totals.js";
import { previewSeats } from "./preview-seats.js";
import { shapeSeatBalance, shapeSeatEvent, shapeSeatPreview } from "./seat-answer.js";
import { readSeatContext, requireSeatFeature, type SeatContext } from "./seat-context.js";
import { pageOfSeatEvents, type SeatEventFilter, type SeatEventRow } from "./store.js";

const tag = "Seats";
const CHANGE_ERRORS = [
  "customer_not_found",
  "feature_not_found",
  "no_active_subscription",
  "feature_not_in_plan",
  "feature_disabled",
  "included_limit_reached",
  "seat_limit_reached",
] as const;
const CHARGE_ERRORS = [...CHANGE_ERRORS, "total_above_maximum"] as const;

interface OneChange {
  readonly customerId: string;
  readonly featureCode: string;
  readonly count: number;
  readonly maxTotal?: number | undefined;
}

const PARAMS = { feature: "featureCode", count: "count" } as const;

export const seatEndpoints = (dependencies: SeatDependencies) => {
  const changeOne = async (db: Db, caller: Caller, how: SeatChange["how"], body: OneChange) => {
    const change = { how, featureCode: body.featureCode, count: body.count, params: PARAMS };
    const { customerId, maxTotal } = body;
    const [done] = await changeSeats(dependencies, db, caller, customerId, { changes: [change], maxTotal });
    return shapeSeatEvent(done!.event, done!.featureCode, caller.livemode);
  };
  return [
    endpoint({
      operationId: "addSeats",
      method: "post",
      path: "/seats",
      tag,
      summary: "Add seats",
      description:
        "The seats can be used at once. Seats beyond the included ones are charged for the rest of the period, at once " +
        "or with the renewal, depending on `seatBilling` of the plan's feature.",
      body: AddSeats,
      answer: SeatEvent,
      errors: CHARGE_ERRORS,
      handle: ({ db, caller, body }) => changeOne(db, caller, "add", body),
    }),
    endpoint({
      operationId: "removeSeats",
      method: "post",
      path: "/seats/remove",
      tag,
      summary: "Remove seats at the renewal",
      description:
        "The seats are paid until then, and can be used or added again without a charge. In a trial they are removed at once.",
      body: RemoveSeats,
      answer: SeatEvent,
      errors: CHANGE_ERRORS.filter((code) => !code.endsWith("_reached")),
      handle: ({ db, caller, body }) => changeOne(db, caller, "remove", body),
    }),
    endpoint({
      operationId: "setSeats",
      method: "put",
      path: "/seats",
      tag,
      summary: "Set the number of seats",
      description:
        "Adds or removes seats to reach the number. If there are already that many, nothing changes.",
      body: SetSeats,
      answer: SeatEvent,
      errors: CHARGE_ERRORS,
      handle: ({ db, caller, body }) => changeOne(db, caller, "set", body),
    }),
    endpoint({
      operationId: "previewSeats",
      method: "post",
      path: "/seats/preview",
      tag,
      summary: "Preview setting the number of seats, and its cost",
      description: "Carries out the change and rolls it back. Nothing is collected and nothing is stored.",
      body: PreviewSeats,
      answer: SeatChangePreview,
      errors: CHANGE_ERRORS,
      scopes: ["read"],
      idempotency: "none",
      handle: async ({ db, caller, body }) => {
        const change = { ...body, how: "set", params: PARAMS } as const;
        const preview = await previewSeats(dependencies, db, caller, body.customerId, change);
        return shapeSeatPreview(preview, caller.livemode);
      },
    }),
    endpoint({
      operationId: "setAllSeats",
      method: "put",
      path: "/seats/bulk",
      tag,
      summary: "Set the seats of several features at once",
      description: "All changes are made, or none. Immediate charges are on one invoice.",
      body: SetAllSeats,
      answer: SeatEvents,
      errors: CHARGE_ERRORS,
      handle: async ({ db, caller, body }) => {
        const { maxTotal } = body;
        const changes = Object.entries(body.seats).map(([featureCode, count]) => {
          const param = `seats.${featureCode}`;
          return { featureCode, count, how: "set" as const, params: { feature: param, count: param } };
        });
        const done = await changeSeats(dependencies, db, caller, body.customerId, { changes, maxTotal });
        const data = done.map(({ event, featureCode }) =>
          shapeSeatEvent(event, featureCode, caller.livemode),
        );
        return listAnswer({ data, nextCursor: null });
      },
    }),
    endpoint({
      operationId: "getSeatBalance",
      method: "get",
      path: "/seats/balance",
      tag,
      summary: "Get the number of seats of a feature",
      query: GetSeatBalance,
      answer: SeatBalance,
      errors: [
        "customer_not_found",
        "feature_not_found",
        "no_active_subscription",
        "feature_not_in_plan",
        "feature_disabled",
      ],
      handle: async ({ db, caller, query }) => {
        const context = await readSeatContext(db, caller, query.customerId);
        return shapeSeatBalance(
          context,
          requireSeatFeature(context, query.featureCode, "featureCode"),
          caller,
        );
      },
    }),
    endpoint({
      operationId: "listSeatBalances",
      method: "get",
      path: "/seats/balances",
      tag,
      summary: "List the seats of all features of a customer's plan",
      query: ListSeatBalances,
      answer: SeatBalanceList,
      errors: ["customer_not_found", "no_active_subscription"],
      handle: async ({ db, caller, query }) => {
        const context = await readSeatContext(db, caller, query.customerId);
        return listAnswer({ data: allBalances(context, caller), nextCursor: null });
      },
    }),
    endpoint({
      operationId: "listSeatEvents",
      method: "get",
      path: "/seats/events",
      tag,
      summary: "List changes of a customer's seats, newest first",
      description:
        "Shows who changed the seats, when, from what to what, and when it takes effect; includes subscriptions that have ended.",
      query: ListSeatEvents,
      answer: SeatEventList,
      errors: ["customer_not_found", "feature_not_found"],
      handle: async ({ db, caller, query }) => {
        const customer = await requireCustomer(db, caller, query.customerId);
        const feature = query.featureCode
          ? await requireFeature(db, caller, query.featureCode, "featureCode")
          : undefined;
        return events(db, caller, query, { customerId: customer.id, featureId: feature?.id });
      },
    }),
    endpoint({
      operationId: "listInvoiceLineSeatEvents",
      method: "get",
      path: "/invoices/{id}/lines/{line}/seat-events",
      tag: "Invoices",
      summary: "List the seat changes behind an invoice line, newest first",
      description:
        "For a line that charges seats in advance, lists the changes since the last period. Empty for lines that charge no seats.",
      params: z.object({ id: idSchema("inv"), line: idSchema("iline") }),
      query: ListInvoiceLineSeatEvents,
      answer: InvoiceLineSeatEventList,
      errors: ["invoice_not_found", "invoice_line_not_found"],
      handle: async ({ db, caller, params, query }) => {
        const invoice = await requireInvoice(db, caller, params.id as Id<"inv">);
        const line = await requireLine(db, invoice, params.line as Id<"iline">);
        const { subscriptionId, customerId } = invoice;
        const opened = { invoiceId: invoice.id, lineId: line.id };
        const { featureId, afterSeq, upToSeq } = line;
        if (
          line.kind !== "feature_seats" ||
          !subscriptionId ||
          !featureId ||
          afterSeq === null ||
          upToSeq === null
        )
          return { ...listAnswer({ data: [], nextCursor: null }), ...opened, totals: null };
        const behind = { subscriptionId, afterSeq, upToSeq };
        const listed = await events(db, caller, query, { customerId, featureId, behind });
        const range = { ...behind, customerId, featureId };
        return { ...listed, ...opened, totals: query.cursor ? null : await seatLineTotals(db, range, line) };
      },
    }),
  ];
};

async function events(
  db: Db,
  caller: Caller,
  page: { readonly cursor?: string | undefined; readonly limit: number },
  filter: SeatEventFilter,
) {
  const { features } = await loadPlanConfig(db, caller.environmentId);
  const shape = (row: SeatEventRow) =>
    shapeSeatEvent(row, features.get(row.featureId)!.code, caller.livemode);
  return listById(
    "seat",
    page,
    (before) => pageOfSeatEvents(db, filter, page.limit, before),
    (rows) => rows.map(shape),
  );
}

/** By the code of the feature. */
function allBalances(context: SeatContext, caller: Caller) {
  const { config, subscription, terms } = context;
  const plan = planInForce(config, subscription);
  return [...terms.seats]
    .filter(([id]) => plan.features.get(id)?.enabled !== false)
    .map(([id, ofFeature]) => ({ feature: config.features.get(id)!, terms: ofFeature }))
    .filter(({ feature }) => !feature.isDeleted)
    .sort((a, b) => (a.feature.code < b.feature.code ? -1 : 1))
    .map((found) => shapeSeatBalance(context, found, caller));
}
