/** Sets the current period's total of a metered feature, by a signed adjustment that keeps the trail. */
import {
  nanoUnitsFromQuantity,
  quantityFromNanoUnits,
  type SetUsage,
  type UsageAdjustment,
} from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { type Caller, type Db, digestOf } from "../platform/index.js";
import type { Charger } from "./charge.js";
import { checkItem } from "./check-usage.js";
import type { ChargeItem } from "./item.js";
import { keyOfRequest } from "./request-key.js";
import { archivedDuplicate, asSent } from "./track.js";

/** @throws FarthingError as tracking; `validation_error` where the plan has no total to set */
export async function setUsage(
  charger: Charger,
  db: Db,
  caller: Caller,
  body: z.output<typeof SetUsage>,
  requestKey: string | undefined,
): Promise<z.input<typeof UsageAdjustment>> {
  const customer = await requireCustomer(db, caller, body.customerId);
  const targetNanoUnits = nanoUnitsFromQuantity(body.value);
  const reason = body.reason ?? null;
  const base = checkItem(caller, customer.id, (body.feature ?? body.featureCode)!, {
    kind: "total",
    targetNanoUnits,
    reason,
  });
  const key =
    body.idempotencyKey ?? (requestKey === undefined ? null : keyOfRequest("setUsage", requestKey, 0));
  const request = {
    ...base.request,
    idempotencyKey: body.idempotencyKey ?? null,
    keyDigest: key === null ? null : digestOf(key),
  };
  const item: ChargeItem = { ...base, request, sent: body };
  const outcome = await charger.chargeOne(item);
  if (outcome.status === "refused") throw asSent(outcome.error, body);
  if (outcome.status === "archived") throw archivedDuplicate(outcome);
  const difference = outcome.status === "unchanged" ? 0n : outcome.row.quantityNanoUnits!;
  return {
    object: "usage_adjustment",
    livemode: caller.livemode,
    id: outcome.status === "unchanged" ? null : outcome.row.id,
    customerId: customer.id,
    feature: item.request.featureCode,
    value: body.value,
    previousValue: quantityFromNanoUnits(targetNanoUnits - difference),
    adjustment: quantityFromNanoUnits(difference),
    reason,
    createdAt: (outcome.status === "unchanged" ? item.now : outcome.row.createdAt).toISOString(),
  };
}
