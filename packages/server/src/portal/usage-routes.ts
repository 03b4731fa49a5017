/** What was used, in sums and request by request. All of it is read. */
import {
  idSchema,
  ListReceipts,
  PortalUsage,
  PortalUsageQuery,
  Receipt,
  ReceiptList,
} from "@farthing/contract";
import { z } from "zod";
import {
  boundedRead,
  eventCursor,
  findEventOf,
  lowestEventUuid,
  type MeteringDependencies,
  pageOfEvents,
  readEventPosition,
  type UsageEventRow,
} from "../metering/index.js";
import { type ModelPricing, pricedAs } from "../models/index.js";
import { loadPlanConfig, requireFeatureEver } from "../plans/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  listAnswer,
  pageOf,
  timeFrom,
} from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { receiptOf } from "./receipt.js";

/** As a customer can narrow it. */
function tooBroad(error: unknown): never {
  if (!(error instanceof FarthingError) || error.code !== "read_too_broad") throw error;
  const message = "This took too long. Choose a feature, or a shorter time.";
  throw new FarthingError("read_too_broad", message, { cause: error });
}

export const usageEndpoints = (
  lent: LentOperations,
  { pricesById, pricing }: MeteringDependencies & { readonly pricing: ModelPricing },
) => {
  const receipts = async (db: Db, caller: Caller, rows: readonly UsageEventRow[]) => {
    const [{ features }, prices] = await Promise.all([
      loadPlanConfig(db, caller.environmentId),
      pricesById(
        db,
        rows.flatMap((row) => row.modelPriceId ?? []),
      ),
    ]);
    return rows.map((row) =>
      receiptOf(row, {
        feature: features.get(row.featureId)!,
        price: row.modelPriceId ? prices.get(row.modelPriceId) : undefined,
        livemode: caller.livemode,
      }),
    );
  };
  return [
    portalEndpoint({
      operationId: "getPortalUsage",
      method: "get",
      path: "/usage",
      summary: "Get total usage over time, by feature or by model",
      query: PortalUsageQuery,
      answer: PortalUsage,
      handle: (call) =>
        lent.ask(PortalUsage, "summarizeUsage", call, {
          query: { ...call.query, customerId: call.customer.id },
        }),
    }),
    portalEndpoint({
      operationId: "listReceipts",
      method: "get",
      path: "/receipts",
      summary: "List requests, newest first, with the cost of each and the balance after it",
      query: ListReceipts,
      answer: ReceiptList,
      errors: ["feature_not_found", "read_too_broad"],
      handle: async ({ db, caller, customer, query }) => {
        const feature = query.feature ? await requireFeatureEver(db, caller, query.feature) : undefined;
        const from = query.from ? timeFrom(query.from) : undefined;
        const filter = {
          customerId: customer.id,
          featureId: feature?.id,
          // By any of its names: totals have the catalog's, and a receipt that of the request.
          pricedAs: query.model ? await pricedAs(db, pricing, caller.environmentId, query.model) : undefined,
          from,
          lowestUuid: lowestEventUuid(caller, from),
          to: query.to ? timeFrom(query.to) : undefined,
        };
        const before = readEventPosition(query.cursor);
        const rows = await boundedRead(
          pageOfEvents(db, caller.environmentId, filter, query.limit, before),
        ).catch(tooBroad);
        const page = pageOf(rows, query.limit, eventCursor);
        return listAnswer({ ...page, data: await receipts(db, caller, page.data) });
      },
    }),
    portalEndpoint({
      operationId: "getReceipt",
      method: "get",
      path: "/receipts/{id}",
      summary: "Get the cost of one request and how it was calculated",
      params: z.object({ id: idSchema("evt") }),
      answer: Receipt,
      errors: ["event_not_found"],
      handle: async ({ db, caller, customer, params }) => {
        const row = await findEventOf(db, customer.id, params.id as Id<"evt">);
        if (row) return (await receipts(db, caller, [row]))[0]!;
        throw new FarthingError("event_not_found", `There is no request ${params.id}.`, { param: "id" });
      },
    }),
  ];
};
