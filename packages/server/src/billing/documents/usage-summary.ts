/** The usage behind an invoice, by feature and model. Summed up once, for events may leave the database. */
import { sumBehind, type UsageSum } from "../../metering/index.js";
import type { PlanConfig } from "../../plans/index.js";
import type { Db, Id } from "../../platform/index.js";
import { behindLine, mayBeArchived } from "../invoices/behind-line.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import type { PrintedTable } from "./document.js";
import { keepUsage, readUsage, type StoredUsage } from "./store.js";
import { countText, moneyText, quantityText } from "./wording.js";

/** @returns the usage as it was when it was first asked for; the same ever after */
export async function usageOf(
  db: Db,
  invoice: InvoiceRow,
  lines: readonly InvoiceLineRow[],
): Promise<StoredUsage> {
  if (!lines.some(({ upToSeq }) => upToSeq !== null)) return { isArchived: false, sums: [] };
  const kept = await readUsage(db, invoice);
  if (kept) return kept;
  return keepUsage(db, invoice, await sumUsage(db, invoice, lines));
}

async function sumUsage(db: Db, invoice: InvoiceRow, lines: readonly InvoiceLineRow[]): Promise<StoredUsage> {
  const sums: UsageSum[] = [];
  let isArchived = false;
  for (const line of lines) {
    const behind = await behindLine(db, invoice, line);
    if (!behind) continue;
    isArchived ||= await mayBeArchived(db, behind);
    sums.push(...(await sumBehind(db, behind)));
  }
  return { isArchived, sums: merged(sums) };
}

/** Two lines may bill usage of one feature: this period's, and what came late. */
function merged(sums: readonly UsageSum[]): UsageSum[] {
  const byKind = new Map<string, UsageSum>();
  for (const sum of sums) {
    const key = `${sum.featureId} ${sum.model ?? ""}`;
    const known = byKind.get(key);
    byKind.set(key, known ? added(known, sum) : sum);
  }
  return [...byKind.values()];
}

const added = (a: UsageSum, b: UsageSum): UsageSum => ({
  ...a,
  events: a.events + b.events,
  quantityNanoUnits: a.quantityNanoUnits + b.quantityNanoUnits,
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  costNanos: a.costNanos + b.costNanos,
});

export function usageTables(
  { isArchived, sums }: StoredUsage,
  features: PlanConfig["features"],
  currency: string,
): PrintedTable[] {
  if (sums.length === 0) return [];
  const hasTokens = sums.some(({ model }) => model !== null);
  const hasUnits = sums.some(({ model }) => model === null);
  const hasCost = sums.some(({ costNanos }) => costNanos !== 0n);
  const columns: readonly [string, boolean, (sum: UsageSum) => string][] = [
    ["Usage", true, ({ featureId, model }) => nameOf(features, featureId, model)],
    ["Events", true, ({ events }) => countText(events)],
    [
      "Quantity",
      hasUnits,
      ({ model, quantityNanoUnits }) => (model === null ? quantityText(quantityNanoUnits) : ""),
    ],
    ["Tokens in", hasTokens, ({ model, inputTokens }) => (model === null ? "" : countText(inputTokens))],
    ["Tokens out", hasTokens, ({ model, outputTokens }) => (model === null ? "" : countText(outputTokens))],
    ["Amount", hasCost, ({ costNanos }) => moneyText(costNanos, currency)],
  ];
  const shown = columns.filter(([, isShown]) => isShown);
  return [
    {
      title: isArchived ? "Usage behind this invoice, without archived usage" : "Usage behind this invoice",
      head: shown.map(([title]) => title),
      rows: sums.map((sum) => shown.map(([, , text]) => text(sum))),
    },
  ];
}

function nameOf(features: PlanConfig["features"], id: Id<"feat">, model: string | null): string {
  const name = features.get(id)?.name ?? id;
  return model === null ? name : `${name} · ${model}`;
}
