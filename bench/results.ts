/** RESULTS.md: the table of one run, what it was run on, how to repeat it, and what each row is. */
import { type BenchOptions, ROW_NAMES } from "./arguments.js";
import type { TableSize } from "./database.js";
import type { Outcome } from "./plan.js";
import { barsTable, figures, figuresTable, whole } from "./report.js";
import type { Storage } from "./rows/growth.js";

/** @param date of the run, as 2026-01-31 */
export function resultsFile(outcome: Outcome, options: BenchOptions, date: string): string {
  const { rows, storage } = outcome;
  const parts = [
    "# Results of `npm run bench`",
    `Written by the run itself on ${date}. ${bars(outcome)}`,
    barsTable(rows),
    figuresTable(rows),
    "Figures are medians of the rounds; the last column has the slowest and the fastest. Server, postgres and client are microseconds of CPU per event: of the server's process, of Postgres with all its processes, and of the load generator or of the program that speaks to Postgres itself. On a busy machine they vary less than wall time.",
    "## Machine and versions",
    machineTable(outcome),
    "## How to repeat it",
    `\`\`\`\n${command(options)}\n\`\`\``,
    `It takes all it needs from the checkout, listens on 127.0.0.1 only, and removes what it started. Wall time depends on the machine and on what else runs there; ratios are between medians of ${outcome.rounds} rounds, taken in turn. The seed makes the workload the same again.`,
    ...(storage ? ["## What an event takes on disk", ...storageParts(storage)] : []),
    "## What the rows are",
    EXPLANATIONS.map(([name, text]) => `- **${name}.** ${text}`).join("\n"),
    "## What all rows have in common",
    common(outcome),
  ];
  return `${parts.join("\n\n")}\n`;
}

function bars({ rows }: Outcome): string {
  const all = rows.flatMap((row) => row.bars);
  const met = all.filter(({ isMet }) => isMet === true).length;
  const others = all.filter(({ isMet }) => isMet === undefined).length;
  return `Of ${all.length} bars ${met} are met, ${all.length - met - others} are not${others > 0 ? `, and ${others} could not be measured` : ""}.`;
}

function machineTable({ machine, loadBefore, populatedInSeconds, customers }: Outcome): string {
  const lines: [string, string][] = [
    ["CPU", `${machine.cpu}, ${machine.cores} cores`],
    ["Memory", `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ["Disk", `${figures(machine.fsyncMs)} ms to write 8 KiB and wait until it is on disk (median of 200)`],
    ["Other work", `${figures(loadBefore)} processes wanted a core before it began (one minute's average)`],
    ["System", machine.system],
    ["Node", machine.node],
    [
      "Postgres",
      `${machine.postgres}, fsync ${machine.fsync}, synchronous_commit ${machine.synchronousCommit}`,
    ],
    ["Farthing", machine.commit],
    [
      "Setting up",
      `${whole(customers)} customers with subscriptions through the API in ${figures(populatedInSeconds)} s`,
    ],
  ];
  return ["| | |", "|---|---|", ...lines.map(([name, text]) => `| ${name} | ${text} |`)].join("\n");
}

function command({ rows, quick, large, seed }: BenchOptions): string {
  const only = rows.size === ROW_NAMES.length ? [] : [`--only ${[...rows].join(",")}`];
  const size = quick ? ["--quick"] : large ? ["--large"] : [];
  return ["npm install && npm run bench --", ...size, ...only, `--seed ${seed}`].join(" ");
}

const HUNDRED_MILLION = 100_000_000;

function storageParts({ events, tables }: Storage): string[] {
  const lines = tables.flatMap(({ table, heapBytes, indexes }) => [
    [`\`${table}\``, heapBytes] as const,
    ...indexes.map(({ name, bytes }) => [`index \`${name}\``, bytes] as const),
  ]);
  const total = lines.reduce((sum, [, bytes]) => sum + bytes, 0);
  const line = (name: string, bytes: number): string =>
    `| ${name} | ${figures(bytes / events)} | ${figures(((bytes / events) * HUNDRED_MILLION) / 1e9)} |`;
  return [
    [
      "| | bytes per event | GB for 100 million events |",
      "|---|--:|--:|",
      ...lines.map(([name, bytes]) => line(name, bytes)),
      line("**all**", total),
    ].join("\n"),
    `Measured with ${whole(events)} events stored, 30 days of them. Totals (\`usage_rollups\`) grow with customers and hours, not with events: per event they take less the more events an hour has. ${share(tables)}`,
  ];
}

function share(tables: readonly TableSize[]): string {
  const bytes = tables.flatMap(({ heapBytes, indexes }) => [
    heapBytes,
    ...indexes.map((index) => index.bytes),
  ]);
  const heap = tables.reduce((sum, { heapBytes }) => sum + heapBytes, 0);
  return `Indexes are ${figures(100 - (100 * heap) / bytes.reduce((sum, one) => sum + one, 0))} % of it.`;
}

const EXPLANATIONS: readonly [string, string][] = [
  [
    "ceiling",
    "What the engine can take: `COPY` in binary form of rows that batches have recorded, all in one transaction, into an empty table made like `usage_events` with its indexes; again and again, for as long as a measurement lasts. No locks, balances, totals, keys to look up or HTTP.",
  ],
  [
    "empty",
    "What HTTP can take: the same HTTP kit, authentication and listener in a process of its own, on the same database, with a route that reads and validates an event as `POST /usage/events` does and answers a small object. Measured with as many requests in flight as the row that is compared with it.",
  ],
  [
    "naive",
    "What one would write first: an interactive transaction per event with prepared statements on 16 connections, without HTTP. It locks the balance, looks the key up, inserts the event with its cost and the balance after, updates the balance, adds to the hourly total, commits. On copies of the tables. Once spread over the customers, once all on one balance.",
  ],
  [
    "batch",
    "`POST /usage/events/batch` with 100 events a request, 32 requests in flight; latencies are of a request.",
  ],
  ["single", "`POST /usage/events`, 64 in flight."],
  [
    "hot",
    "`POST /usage/events`, 256 in flight, all on one balance that blocks when it is exhausted. After every round the balance is compared with the sum of the costs, worked out a second time by the bench; a difference of one unit fails the run.",
  ],
  ["check", "`POST /usage/check`, 64 in flight."],
  [
    "tracked",
    "`generateText` (AI SDK 7) of a mock model that answers at once, one call after the other in turns: plain, through `tracked()`, and through `tracked()` with `waitUntil`. What is added is the difference of the medians.",
  ],
  [
    "growth",
    "Batches on an instance with events stored, in turn with batches on an instance that began with none (or the summary's 1,000). Stored by SQL in stretches, oldest first over 30 days up to now: customers drawn by the same Zipf distribution, costs by the same prices, lines of every account numbered without a gap, balances and hourly totals to match, then `VACUUM (ANALYZE)` of events and totals. `farthing ledger verify` is clean on it. `--large` stores 20 million.",
  ],
  [
    "summary",
    "`GET /usage/summary?groupBy=day` over the last 30 days of the busiest customer, one call after the other, with the events of growth stored and with 1,000 in all, in turn. It reads the customer's hourly totals; the table says how many.",
  ],
  [
    "start",
    "From starting the process to its line that it is ready, on the folder that all the load before has filled; and the resident memory after one request. Under load: the most the server ever had in the rows before (VmHWM).",
  ],
];

const common = ({ ledgers, customers }: Outcome): string =>
  [
    `- The server is the built one with its default settings, in a process of its own, with the Postgres that it starts: fsync on, every event authenticated, validated, priced, deducted, numbered in the ledger, and added to its hourly total before it is acknowledged.`,
    `- ${whole(customers)} customers with subscriptions to a balance plan, chosen by Zipf with exponent 1; half of the events at a fixed price, half of them of \`anthropic/claude-sonnet-4-20250514\` with varying token counts, three in ten with cached ones; every event with a key of its own.`,
    "- The load comes from another process, with its bodies made before. Both, and Postgres, share the cores of this machine.",
    "- Before each measurement: a checkpoint, and a warm-up of the same kind. After each: the number of events in the database is compared with the number acknowledged; a difference fails the run.",
    `- \`farthing ledger verify\` afterwards: ${ledgers.join(" ")}`,
  ].join("\n");
