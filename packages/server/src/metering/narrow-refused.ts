/** Which refused usage is meant: references of a request, found. */
import type { ListRefusedUsage } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { requireFeature } from "../plans/index.js";
import type { Caller, Db } from "../platform/index.js";
import type { RefusedFilter } from "./store.js";

type Asked = Partial<Omit<z.output<typeof ListRefusedUsage>, "limit" | "cursor">>;

/** @throws FarthingError `customer_not_found`, `feature_not_found` */
export async function narrowRefused(db: Db, caller: Caller, asked: Asked): Promise<RefusedFilter> {
  const [customer, feature] = await Promise.all([
    asked.customerId ? requireCustomer(db, caller, asked.customerId) : undefined,
    asked.feature ? requireFeature(db, caller, asked.feature) : undefined,
  ]);
  const { model, reason, status } = asked;
  return { customerId: customer?.id, featureId: feature?.id, model, reason, status };
}
