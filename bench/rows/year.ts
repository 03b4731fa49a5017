/**
 * A year of monthly billing in a sandbox, through the public API: subscriptions of every model and interval, begun on the
 * 29th, 30th and 31st too, with trials and in yen; usage in every month, some of it late; the test clock moved from month to
 * month. Every line of every invoice is compared with the model of tests/system/billing-model.ts.
 */
import { Book } from "../../tests/system/billing-model.js";
import { createRandom, type Random } from "../../tests/system/random.js";
import { forEachInFlight } from "../api.js";
import { readInvoices } from "../columns.js";
import { countRows } from "../database.js";
import type { Instance } from "../instance.js";
import { type CpuMs, withCpu } from "../measure.js";
import { figures, type ReportedRow, whole } from "../report.js";
import { type Compared, compareInvoices } from "../year/compare.js";
import { createOffers, FEATURE, NANO_UNITS, type Offer } from "../year/offers.js";

export interface YearSizes {
  readonly subscriptions: number;
  readonly events: number;
}

export interface YearBench {
  readonly instance: Instance;
  readonly sizes: YearSizes;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Year {
  /** Made while the clock was moved. */
  readonly invoices: number;
  readonly steps: number;
  /** That the moves took. */
  readonly seconds: number;
  /** Of the moves, in milliseconds. */
  readonly cpuMs: CpuMs;
  readonly events: number;
  readonly eventSeconds: number;
  readonly compared: Compared;
  readonly totalSeconds: number;
}

const DAY_MS = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const BEGINNINGS = [
  "2027-12-29",
  "2027-12-30",
  "2027-12-31",
  "2028-01-15",
  "2028-01-29",
  "2028-01-30",
  "2028-01-31",
  "2028-02-29",
].map(at);
const END_MS = at("2028-12-31") + DAY_MS / 2;
/** In each month, so that most of what is counted was used in the running period and some in the last. */
const USED_AT = Array.from({ length: 12 }, (_, month) => Date.UTC(2028, month, 20));
const LATE_MS = 25 * DAY_MS;
const IN_FLIGHT = 32;
/** Each locks the numbers of invoices, one after the other. */
const BEGUN_AT_ONCE = 8;
const PER_REQUEST = 100;
const TRIAL_DAYS = 20;
const MOST_UNITS = 5;
const LOOK_EVERY_MS = 200;
const COMPARED_AT_ONCE = 500;

interface Customer {
  readonly id: string;
  readonly offer: Offer;
  readonly trialDays: number;
  readonly book: Book;
}

export async function measureYear(bench: YearBench): Promise<Year> {
  const startedAt = performance.now();
  const { instance, sizes, say } = bench;
  const random = createRandom(bench.seed);
  const offers = await createOffers(instance.api);
  const customers: Customer[] = [];
  const moved = { invoices: 0, steps: 0, seconds: 0, server: 0, postgres: 0 };
  let eventSeconds = 0;
  for (const ms of [...BEGINNINGS, ...USED_AT, END_MS].sort((a, b) => a - b)) {
    await move(bench, ms, moved);
    for (const { book } of customers) book.advance(ms);
    if (BEGINNINGS.includes(ms)) await begin(bench, ms, offers, customers, random);
    if (USED_AT.includes(ms)) eventSeconds += await use(bench, ms, customers, random);
    say(
      `year, ${new Date(ms).toISOString().slice(0, 10)}: ${whole(customers.length)} subscriptions, ${whole(moved.invoices)} invoices in ${figures(moved.seconds)} s`,
    );
  }
  const compared = await compare(bench, customers);
  const events = await countRows(instance.db, "usage_events");
  if (events < sizes.events / 2) throw new Error(`only ${whole(events)} events were recorded`);
  return {
    invoices: moved.invoices,
    steps: moved.steps,
    seconds: moved.seconds,
    cpuMs: { server: moved.server, postgres: moved.postgres, client: undefined },
    events,
    eventSeconds,
    compared,
    totalSeconds: (performance.now() - startedAt) / 1_000,
  };
}

interface Moved {
  invoices: number;
  steps: number;
  seconds: number;
  server: number;
  postgres: number;
}

/** @throws Error where something could not be done */
async function move({ instance }: YearBench, ms: number, moved: Moved): Promise<void> {
  const startedAt = performance.now();
  const pids = { server: instance.pid, postmaster: instance.postmasterPid };
  const { result, server, postgres } = await withCpu(pids, async () => {
    let run = await instance.api.post("/test-clock", { frozenTime: new Date(ms).toISOString() });
    while (run.status === "advancing") {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      run = (await instance.api.get("/test-clock")).run;
    }
    return run;
  });
  if (result.failed.length > 0) throw new Error(`could not be done: ${JSON.stringify(result.failed[0])}`);
  moved.invoices += result.invoices;
  moved.steps += result.progress.done;
  moved.seconds += (performance.now() - startedAt) / 1_000;
  moved.server += server ?? Number.NaN;
  moved.postgres += postgres ?? Number.NaN;
}

async function begin(
  { instance: { api }, sizes }: YearBench,
  ms: number,
  offers: readonly Offer[],
  customers: Customer[],
  random: Random,
): Promise<void> {
  const share = sizes.subscriptions / BEGINNINGS.length;
  const upTo = Math.round(share * (BEGINNINGS.indexOf(ms) + 1));
  const fresh: Customer[] = [];
  for (let n = customers.length; n < upTo; n++) {
    const offer = offers[n % offers.length]!;
    const trialDays = random.int(10) === 0 ? TRIAL_DAYS : 0;
    fresh.push({ id: `year_${n}`, offer, trialDays, book: new Book(offer.smallest) });
  }
  await forEachInFlight(chunks(fresh, PER_REQUEST), IN_FLIGHT, async (some) => {
    const { failed } = await api.post("/customers/batch", { customers: some.map(({ id }) => ({ id })) });
    if (failed.length > 0) throw new Error(`a customer was refused: ${JSON.stringify(failed[0])}`);
  });
  await forEachInFlight(fresh, BEGUN_AT_ONCE, async ({ id, offer, trialDays, book }) => {
    const { plan, interval, currency } = offer;
    const body = { planCode: plan.code, billingInterval: interval, currency, customTrialDays: trialDays };
    await api.post("/subscriptions", { customerId: id, ...body });
    book.act(ms, { kind: "start", plan, interval, trialDays, seats: 0n });
  });
  customers.push(...fresh);
}

/** Refused is what exceeds a trial or the credits; all else fails the run. */
const REFUSALS = /included_limit|insufficient_/;

/** @returns seconds */
async function use(
  { instance: { api }, sizes }: YearBench,
  ms: number,
  customers: readonly Customer[],
  random: Random,
): Promise<number> {
  const sent = Array.from({ length: Math.round(sizes.events / USED_AT.length) }, () => ({
    customer: random.pick(customers),
    units: 1 + random.int(MOST_UNITS),
    occurredMs: ms - random.int(LATE_MS),
  }));
  const startedAt = performance.now();
  await forEachInFlight(chunks(sent, PER_REQUEST), IN_FLIGHT, async (some) => {
    const { results } = await api.post("/usage/events/batch", {
      events: some.map(({ customer, units, occurredMs }) => ({
        customerId: customer.id,
        feature: FEATURE,
        value: units,
        timestamp: new Date(occurredMs).toISOString(),
      })),
    });
    for (const [i, { customer, units, occurredMs }] of some.entries()) {
      const { status, error } = results[i];
      if (status === "recorded")
        customer.book.act(ms, { kind: "event", value: BigInt(units) * NANO_UNITS, occurredMs });
      else if (!REFUSALS.test(error?.code)) throw new Error(`not recorded: ${JSON.stringify(results[i])}`);
    }
  });
  return (performance.now() - startedAt) / 1_000;
}

async function compare({ instance, say }: YearBench, customers: readonly Customer[]): Promise<Compared> {
  let invoices = 0;
  let lines = 0;
  for (const some of chunks(customers, COMPARED_AT_ONCE)) {
    const books = new Map(some.map(({ id, book }) => [id, book]));
    const found = compareInvoices(books, await readInvoices(instance.db, [...books.keys()]));
    invoices += found.invoices;
    lines += found.lines;
  }
  const stored = await countRows(instance.db, "invoices");
  if (stored !== invoices) throw new Error(`${stored} invoices are stored, and ${invoices} were compared`);
  say(`year: ${whole(invoices)} invoices of ${whole(lines)} lines are as the model says`);
  return { invoices, lines };
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

export function yearRow(year: Year): ReportedRow {
  const { invoices, seconds, cpuMs, compared } = year;
  const each = (ms: number | undefined): number | undefined =>
    ms === undefined ? undefined : (ms * 1_000) / invoices;
  return {
    name: "year",
    figure: `${figures(invoices / seconds)} invoices/s`,
    cpuUs: { server: each(cpuMs.server), postgres: each(cpuMs.postgres), client: undefined },
    note: `${whole(invoices)} invoices in ${whole(year.steps)} steps and ${figures(seconds)} s of moving the clock; ${whole(year.events)} events in ${figures(year.eventSeconds)} s; ${figures(year.totalSeconds)} s in all`,
    bars: [
      {
        found: `${whole(compared.invoices)} invoices of ${whole(compared.lines)} lines as the model says`,
        wanted: "exact",
        isMet: true,
      },
    ],
  };
}
