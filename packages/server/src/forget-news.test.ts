/**
 * Broken on purpose: `forgetNews` left out of forgetOldNews; NEWS_KEPT_MS taken as 29 days.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../test/one-per-file.js";
import { createCatalog, newsOf, subscribe } from "../test/scenario.js";
import { forgetOldNews } from "./jobs.js";
import { uuidFromId } from "./platform/index.js";

const DAY_MS = 86_400_000;

const instance = sharedInstance(createCatalog);

/** The milliseconds that an id begins with. */
const timeOf = (id: string): number => Number.parseInt(uuidFromId(id).replaceAll("-", "").slice(0, 12), 16);

const keepUpAt = async (time: number): Promise<void> => {
  instance.clock.set(new Date(time).toISOString());
  await forgetOldNews({ db: instance.database.db, clock: instance.clock });
  instance.clock.reset();
};

test("events are kept for 30 days of real time, whatever the time of their environment, and not longer", async () => {
  instance.clock.set("2020-01-01T00:00:00Z");
  const told = await subscribe(instance, "balance");
  instance.clock.reset();
  const all = await newsOf(instance, told);
  expect(all).not.toEqual([]);
  // By their ids, which are never before those of the same process: another test of it may have set its clock ahead.
  const times = all.map(({ id }) => timeOf(id));
  await keepUpAt(Math.min(...times) + 30 * DAY_MS - 1);
  expect(await newsOf(instance, told)).toEqual(all);
  await keepUpAt(Math.max(...times) + 30 * DAY_MS + 1);
  expect(await newsOf(instance, told)).toEqual([]);
});
