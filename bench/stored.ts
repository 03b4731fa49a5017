/** Fills an instance with past events of the bench's workload: the same customers, shares, prices and token counts. */
import type { Bench } from "./bench.js";
import { type Account, readAccounts, storeEvents } from "./columns.js";
import { Consumption } from "./consumption.js";
import { EVENTS, ROLLUPS, vacuum } from "./database.js";
import { customerId, eventsOf, Zipf } from "./workload.js";

export const STORED_DAYS = 30;
/** Different events to draw from, half of each kind. */
const KINDS_OF_EVENTS = 1_000;

/** Spread over the last {@link STORED_DAYS} days, up to now. Nothing else may be written meanwhile. */
export async function fill(bench: Omit<Bench, "sizes" | "generator">, events: number): Promise<void> {
  const { instance, population, seed } = bench;
  const consumption = await Consumption.prepare(bench);
  const byId = await readAccounts(instance.db);
  const accounts = Array.from(
    { length: population.customers },
    (_, i): Account => byId.get(customerId(i + 1))!,
  );
  const kinds = eventsOf({ seed, name: "stored", customers: population.customers }, KINDS_OF_EVENTS);
  const plan = {
    events,
    seed,
    accounts,
    shareBelow: new Zipf(population.customers).shareBelow,
    consumed: kinds.map((event) => consumption.of(event)),
    days: STORED_DAYS,
  };
  await storeEvents(instance.db, plan, (stored) => {
    if (stored % 1_000_000 === 0 || stored === events)
      bench.say(`stored ${stored.toLocaleString("en")} events`);
  });
  for (const table of [EVENTS, ROLLUPS]) await vacuum(instance.db, table);
}
