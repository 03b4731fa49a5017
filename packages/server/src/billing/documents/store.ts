/** The SQL of documents: the usage that an invoice's document sums up. */
import type { UsageSum } from "../../metering/index.js";
import { type Db, query, uuidFromId } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";

export interface StoredUsage {
  /** Some of the events had been archived when it was summed up. */
  readonly isArchived: boolean;
  readonly sums: readonly UsageSum[];
}

type Owner = Pick<InvoiceRow, "customerId" | "id" | "environmentId">;

/** Figures are decimal text in the database. */
type Stored = { isArchived: boolean; sums: Record<string, string | null>[] };

export async function readUsage(db: Db, { customerId, id }: Owner): Promise<StoredUsage | undefined> {
  const [row] = await query<{ usage: Stored }>(
    db,
    "SELECT usage FROM invoice_usage WHERE customer_id = $1 AND invoice_id = $2",
    [uuidFromId(customerId), uuidFromId(id)],
  );
  return row && { isArchived: row.usage.isArchived, sums: row.usage.sums.map(sumFrom) };
}

/** @returns what is kept: of two that sum it up at once, what the first one had */
export async function keepUsage(
  db: Db,
  owner: Owner,
  { isArchived, sums }: StoredUsage,
): Promise<StoredUsage> {
  const usage = { isArchived, sums: sums.map(textOf) };
  await query(
    db,
    `INSERT INTO invoice_usage (customer_id, invoice_id, environment_id, usage) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [
      uuidFromId(owner.customerId),
      uuidFromId(owner.id),
      uuidFromId(owner.environmentId),
      JSON.stringify(usage),
    ],
  );
  return (await readUsage(db, owner))!;
}

const textOf = ({ featureId, model, ...figures }: UsageSum) => ({
  featureId,
  model,
  ...Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure.toString()])),
});

const sumFrom = (sum: Stored["sums"][number]): UsageSum => ({
  featureId: sum.featureId as UsageSum["featureId"],
  model: sum.model ?? null,
  events: BigInt(sum.events!),
  quantityNanoUnits: BigInt(sum.quantityNanoUnits!),
  inputTokens: BigInt(sum.inputTokens!),
  outputTokens: BigInt(sum.outputTokens!),
  costNanos: BigInt(sum.costNanos!),
});
