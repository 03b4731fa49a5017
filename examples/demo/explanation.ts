/** One charge, from the event to the ledger. */
import type { Cost, Farthing, LedgerEntry, ModelPrice, UsageEvent } from "@farthing/node";
import { tokensOf } from "./calls.js";
import { count, dollars, nanosOf, percent } from "./money.js";
import { dim, green, heading, say } from "./terminal.js";

export async function explain(farthing: Farthing, charged: UsageEvent | undefined): Promise<void> {
  if (!charged) throw new Error("There is no charge to explain");
  const event = await farthing.usage.get({ id: charged.id });
  const { cost } = event;
  if (!cost?.model) throw new Error(`Event ${event.id} was not priced by a model`);
  const price = await priceOf(farthing, cost);
  const entry = await entryOf(farthing, event);

  heading("One charge, explained");
  const part = (name: string, text: string): void => say(`  ${name.padEnd(13)} ${text}`);
  part("event", `${event.id}  ${tokensOf(event)}`);
  part(
    "price row",
    `${price.id}  ${cost.model}, ${perMillion(price.inputPrice)} in and ${perMillion(price.outputPrice)} out`,
  );
  part("input", formula(event.inputTokens ?? 0, price.inputPrice, cost.inputCost ?? 0));
  part("output", formula(event.outputTokens ?? 0, price.outputPrice, cost.outputCost ?? 0));
  part("subtotal", `${cost.subtotal} ${dim("(10000 = $1.00)")}`);
  part(
    "margin",
    `ceil(${cost.subtotal} x ${count(cost.margin ?? 0)} / 10,000) = ${cost.marginAmount} ${dim(`(${percent(cost.margin ?? 0)})`)}`,
  );
  part("total", `${cost.total} = ${green(dollars(nanosOf(cost.total)))}`);
  part("ledger entry", `${entry.id}  ${entry.description}`);
  part(
    "",
    `${dollars(BigInt(entry.amountNanos))}, balance after it ${dollars(BigInt(entry.balanceAfterNanos))}`,
  );
}

/** The row that the event was priced by, which its model may have newer ones beside. */
async function priceOf(farthing: Farthing, { model = "", priceId }: Cost): Promise<ModelPrice> {
  const [provider = "", ...modelId] = model.split("/");
  const { prices } = await farthing.models.get({ provider, modelId: modelId.join("/") });
  return found(
    prices.find(({ id }) => id === priceId),
    `price row ${priceId}`,
  );
}

async function entryOf(farthing: Farthing, event: UsageEvent): Promise<LedgerEntry> {
  let entry: LedgerEntry | undefined;
  for await (const line of farthing.ledger.list({ customerId: event.customerId, type: "consumption" })) {
    if (line.eventId === event.id) entry = line;
  }
  return found(entry, `ledger entry of ${event.id}`);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}`);
  return value;
}

const perMillion = (price: number): string => `${dollars(nanosOf(price))}/1M`;
const formula = (tokens: number, price: number, result: number): string =>
  `ceil(${count(tokens)} x ${count(price)} / 1,000,000) = ${result}`;
