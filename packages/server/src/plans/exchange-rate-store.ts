/** The SQL of exchange rates. */
import { and, desc, eq, lt } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { exchangeRates } from "./schema.js";

export type ExchangeRateRow = typeof exchangeRates.$inferSelect;

export async function insertExchangeRate(
  db: Db,
  row: typeof exchangeRates.$inferInsert,
): Promise<ExchangeRateRow> {
  const [inserted] = await db.insert(exchangeRates).values(row).returning();
  return inserted!;
}

/** In the opposite order of their making; one row more than `limit`, where there is one. */
export function pageOfExchangeRates(
  db: Db,
  environmentId: Id<"env">,
  currency: string | undefined,
  limit: number,
  before?: Id<"fxr">,
): Promise<ExchangeRateRow[]> {
  return db
    .select()
    .from(exchangeRates)
    .where(
      and(
        eq(exchangeRates.environmentId, environmentId),
        currency ? eq(exchangeRates.currency, currency) : undefined,
        before ? lt(exchangeRates.id, before) : undefined,
      ),
    )
    .orderBy(desc(exchangeRates.id))
    .limit(limit + 1);
}
