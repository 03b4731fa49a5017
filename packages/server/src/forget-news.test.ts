/**
 * Broken on purpose: `forgetNews` left out of forgetOldNews; NEWS_KEPT_MS taken as 29 days.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../test/one-per-file.js";
import { createCatalog, newsOf, subscribe } from "../test/scenario.js";
import { forgetOldNews } from "./jobs.js";

const DAY_MS = 86_400_000;

const instance = sharedInstance(createCatalog);

const keepUpAt = async (time: number): Promise<void> => {
  instance.clock.set(new Date(time).toISOString());
  await forgetOldNews({ db: instance.database.db, clock: instance.clock });
  instance.clock.reset();
};

test("events are kept for 30 days of real time, whatever the time of their environment, and not longer", async () => {
  instance.clock.set("2020-01-01T00:00:00Z");
  const told = await subscribe(instance, "balance");
  instance.clock.reset();
  const toldBy = Date.now();
  const all = await newsOf(instance, told);
  expect(all).not.toEqual([]);
  await keepUpAt(toldBy + 30 * DAY_MS - 60_000);
  expect(await newsOf(instance, told)).toEqual(all);
  // Ids of many events in one millisecond run ahead of the clock, also those that another test has made in this process.
  await keepUpAt(toldBy + 30 * DAY_MS + 60_000);
  expect(await newsOf(instance, told)).toEqual([]);
});
