/** The suites of `npm run test:system`: what each guarantees, where it is, and how large it is where. */

export interface Suite {
  readonly name: string;
  readonly guarantee: string;
  /** Below the root of the project. */
  readonly files: readonly string[];
  /** Undefined where nothing is left to chance. */
  readonly seed?: string;
  /** Undefined where the suite goes over everything there is. */
  readonly rounds?: Rounds;
  /** Fixed figures of the bars, by variable. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Starts the built server. */
  readonly needsBuild?: boolean;
}

export interface Rounds {
  readonly variable: string;
  /** What one of them is, in the plural. */
  readonly unit: string;
  /** In CI. `npm test` takes what the files say, which is less. */
  readonly usual: number;
  /** By hand, with `--full`. */
  readonly full: number;
}

export const SUITES: readonly Suite[] = [
  {
    name: "crash",
    guarantee: "what was acknowledged survives kill -9 of the server and of Postgres, and is charged once",
    files: ["tests/system/crash.test.ts"],
    seed: "CRASH_SEED",
    rounds: { variable: "CRASH_ROUNDS", unit: "kills", usual: 20, full: 200 },
    figures: { CRASH_READY_MS: 5_000 },
    needsBuild: true,
  },
  {
    name: "overspend",
    guarantee: "256 clients of two servers spend a blocking balance to exactly 0",
    files: ["tests/system/overspend.test.ts"],
    seed: "OVERSPEND_SEED",
    rounds: { variable: "OVERSPEND_ROUNDS", unit: "balances", usual: 1, full: 5 },
    figures: { OVERSPEND_REQUESTS: 20_000 },
    needsBuild: true,
  },
  {
    name: "keys",
    guarantee: "a key has one effect and one original, however often and wherever it is sent",
    files: ["tests/system/keys.test.ts"],
    seed: "KEYS_SEED",
    rounds: { variable: "KEYS_ROUNDS", unit: "sets of keys", usual: 1, full: 5 },
    figures: { KEYS_KEYS: 10_000 },
    needsBuild: true,
  },
  {
    name: "fault",
    guarantee: "whichever database call of a write fails, a retry has exactly one effect",
    files: [
      "tests/system/faults.test.ts",
      "tests/system/news.test.ts",
      "tests/system/renewal-faults.test.ts",
      "tests/system/subscription-faults.test.ts",
      "tests/system/purchase-faults.test.ts",
      "tests/system/payment-faults.test.ts",
    ],
    seed: "FAULTS_SEED",
    figures: { FAULTS_EVERY: 1 },
  },
  {
    name: "billing-kills",
    guarantee:
      "kill -9 at any step of what time brings or customers buy leaves one invoice, charge and credit",
    files: ["tests/system/billing-kills.test.ts"],
    seed: "BILLING_KILLS_SEED",
    // As many as there are places, and more: at each.
    rounds: { variable: "BILLING_KILLS", unit: "kills of each scene at the most", usual: 1_000, full: 1_000 },
    needsBuild: true,
  },
  {
    name: "model",
    guarantee: "balances are what a small model of them says, after any commands",
    files: ["tests/system/balances.test.ts"],
    seed: "MODEL_SEED",
    rounds: { variable: "MODEL_RUNS", unit: "runs", usual: 1_000, full: 3_000 },
    figures: { MODEL_COMMANDS: 50 },
  },
  {
    name: "money",
    guarantee: "costs are their fractions rounded up, never negative, rising, and free of order",
    files: ["tests/system/money.test.ts"],
    seed: "MONEY_SEED",
    rounds: { variable: "MONEY_RUNS", unit: "runs", usual: 10_000, full: 100_000 },
  },
  {
    name: "fuzz",
    guarantee: "no request is answered with 5xx, hangs, or leaves anything in memory",
    files: ["tests/system/fuzz.test.ts"],
    seed: "FUZZ_SEED",
    rounds: { variable: "FUZZ_RUNS", unit: "requests", usual: 20_000, full: 100_000 },
  },
  {
    name: "tenancy",
    guarantee: "what belongs to one environment does not exist for another",
    files: ["tests/system/tenancy.test.ts"],
  },
  {
    name: "shutdown",
    guarantee: "SIGTERM fails no request that was taken, and the process ends within ten seconds",
    files: ["tests/system/shutdown.test.ts"],
    seed: "SHUTDOWN_SEED",
    rounds: { variable: "SHUTDOWN_ROUNDS", unit: "ends", usual: 5, full: 50 },
    figures: { SHUTDOWN_EXIT_MS: 10_000 },
    needsBuild: true,
  },
  {
    name: "webhooks",
    guarantee: "each event reaches a receiver that often fails, whenever the server is killed",
    files: ["tests/system/webhooks.test.ts"],
    seed: "WEBHOOKS_SEED",
    rounds: { variable: "WEBHOOKS_KILLS", unit: "kills", usual: 5, full: 20 },
    figures: { WEBHOOKS_EVENTS: 2_000 },
    needsBuild: true,
  },
  {
    name: "rolling",
    guarantee: "two servers restarted in turn under load fail no request, lose and double nothing",
    files: ["tests/system/rolling-restart.test.ts"],
    seed: "ROLLING_SEED",
    rounds: { variable: "ROLLING_ROUNDS", unit: "restarts of both", usual: 5, full: 50 },
    needsBuild: true,
  },
  {
    name: "time",
    guarantee: "periods tile, and every invoice is what an independent model makes of the events",
    files: ["tests/system/time.test.ts", "tests/system/year.test.ts"],
    seed: "TIME_SEED",
    rounds: { variable: "TIME_MONTHS", unit: "months", usual: 12, full: 36 },
    figures: { TIME_SUBSCRIPTIONS: 40 },
  },
  {
    name: "clock",
    guarantee: "kill -9 in a move of a sandbox's clock leaves the invoices of one that nobody disturbs",
    files: ["tests/system/clock-kills.test.ts"],
    seed: "CLOCK_SEED",
    rounds: { variable: "CLOCK_KILLS", unit: "kills", usual: 4, full: 20 },
    figures: { CLOCK_CUSTOMERS: 120 },
    needsBuild: true,
  },
  {
    name: "due",
    guarantee: "two servers told at once to do what is due do each thing once",
    files: ["tests/system/due-at-both.test.ts"],
    rounds: { variable: "DUE_WEEKS", unit: "weeks", usual: 20, full: 100 },
    needsBuild: true,
  },
  {
    name: "outage",
    guarantee: "while Postgres is away answers are 503, and afterwards nothing is lost or half done",
    files: ["tests/system/outage.test.ts"],
  },
  {
    name: "concurrency",
    guarantee: "two writers on one database add up, and see each other's changes",
    files: ["tests/system/concurrency.test.ts"],
    seed: "CONCURRENCY_SEED",
    rounds: { variable: "CONCURRENCY_EVENTS", unit: "events", usual: 2_000, full: 10_000 },
  },
];
