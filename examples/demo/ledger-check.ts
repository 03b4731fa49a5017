/** Adds up every account and rates every charged event again, as `farthing ledger verify` does. */
import { createModelPricing, openForCommand, verifyLedger } from "@farthing/server";
import type { Belongings } from "./belongings.js";
import type { Stage } from "./stage.js";
import { bold, green, say } from "./terminal.js";

export async function checkLedger({ settings, log }: Stage, belongings: Belongings): Promise<void> {
  const database = await belongings.own(
    () => openForCommand(settings, log),
    (opened) => opened.close(),
  );
  const { broken, lines, eventsRated } = await verifyLedger(database.db, createModelPricing().pricesById);
  if (broken)
    throw new Error(
      `The ledger is broken: ${broken.what} of ${broken.customerId}, expected ${broken.expected}, found ${broken.found}`,
    );
  say(`\n${green(bold("ledger verified:"))} ${lines} lines, ${eventsRated} events rated again`);
}
