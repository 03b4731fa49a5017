/** How a customer's balance went, in as many points as a chart has room for. */
import type { BalanceHistoryQuery } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { type Caller, type Db, type Id, timeFrom } from "../platform/index.js";
import { balancesAt, readBounds } from "./balance-history-store.js";

const DAY_MS = 86_400_000;
const MOST_STRETCHES = 120;

export interface BalanceHistory {
  readonly customerId: Id<"cus">;
  readonly unit: string | null;
  /** `nanos` is null where there was no balance of the unit. */
  readonly points: readonly { readonly at: Date; readonly nanos: string | null }[];
}

/** @throws FarthingError `customer_not_found` */
export async function readBalanceHistory(
  db: Db,
  caller: Caller,
  { customerId: reference, days }: z.output<typeof BalanceHistoryQuery>,
): Promise<BalanceHistory> {
  const { id: customerId } = await requireCustomer(db, caller, reference);
  const bounds = await readBounds(db, customerId);
  if (!bounds || bounds.unit === null) return { customerId, unit: null, points: [] };
  const times = pointsBetween(bounds.first_at, caller.now(), days);
  const balances = await balancesAt(db, customerId, bounds, times);
  return {
    customerId,
    unit: bounds.unit,
    points: times.map((at, n) => ({ at, nanos: balances.get(n) ?? null })),
  };
}

/** From `days` ago, but not before the first entry, to now: both of them, and equally far from each other. */
function pointsBetween(firstAt: Date, now: Date, days: number | undefined): Date[] {
  const earliest = days === undefined ? firstAt.getTime() : now.getTime() - days * DAY_MS;
  const from = Math.min(Math.max(earliest, firstAt.getTime()), now.getTime());
  const lengthMs = now.getTime() - from;
  const stretches = Math.min(MOST_STRETCHES, lengthMs);
  const before = Array.from({ length: stretches }, (_, n) =>
    timeFrom(from + Math.floor((n * lengthMs) / stretches)),
  );
  return [...before, now];
}
