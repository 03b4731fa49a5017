/** What `npm run bench` was asked to do, read from its arguments and checked. */
import path from "node:path";
import { parseArgs } from "node:util";

/** In the order they are shown. */
export const ROW_NAMES = [
  "ceiling",
  "empty",
  "naive",
  "batch",
  "single",
  "hot",
  "check",
  "tracked",
  "growth",
  "summary",
  "start",
] as const;
export type RowName = (typeof ROW_NAMES)[number];

export interface BenchOptions {
  readonly rows: ReadonlySet<RowName>;
  /** Small counts: two minutes instead of fifteen. */
  readonly quick: boolean;
  /** Measures what bounds batch, single and hot, and nothing else. */
  readonly limits: boolean;
  /** Measures a year of billing, and nothing else. */
  readonly year: boolean;
  /** 20 million stored events for growth and summary. */
  readonly large: boolean;
  readonly seed: number;
  /** Whether RESULTS.md is written. */
  readonly write: boolean;
  /** The built program that is measured; undefined: this checkout's. */
  readonly server: string | undefined;
}

export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

export const USAGE = `Usage: npm run bench -- [options]

  --quick         small counts, at most two minutes; writes no RESULTS.md
  --large         growth and summary with 20 million stored events
  --limits        what bounds batch, single and hot: the server beside servers that do less; writes no RESULTS.md
  --year          a year of billing of 10,000 subscriptions with a million events, every invoice compared with a
                  model; some minutes (--quick: 1,000 and 20,000); writes no RESULTS.md
  --only a,b      these rows alone: ${ROW_NAMES.join(", ")}
  --seed N        seed of the workload, a whole number from 0 (default 1)
  --server FILE   measures another built server (a main.mjs); or set BENCH_SERVER
  --write         writes bench/RESULTS.md, also when it would not be
  --help          this text
`;

const DEFAULT_SEED = 1;

/** @returns undefined when only help is asked for. @throws ArgumentError saying what is wrong with which argument */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): BenchOptions | undefined {
  const values = parse(argv);
  if (values.help) return undefined;
  if (values.limits && (values.large || values.only !== undefined || values.write))
    throw new ArgumentError("--limits cannot be used together with --large, --only or --write.");
  if (values.year && (values.limits || values.large || values.only !== undefined || values.write))
    throw new ArgumentError("--year cannot be used together with --limits, --large, --only or --write.");
  if (values.quick && values.large) throw new ArgumentError("--quick and --large cannot be used together.");
  const rows = readRows(values.only);
  const server = values.server ?? (env.BENCH_SERVER || undefined);
  // Results are those of this checkout, whole, at full size.
  const isAlone = values.limits || values.year;
  const isWhole = rows.size === ROW_NAMES.length && !values.quick && !isAlone && server === undefined;
  return {
    rows,
    quick: values.quick ?? false,
    limits: values.limits ?? false,
    year: values.year ?? false,
    large: values.large ?? false,
    seed: readSeed(values.seed),
    write: values.write ?? isWhole,
    server: server === undefined ? undefined : path.resolve(server),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        quick: { type: "boolean" },
        large: { type: "boolean" },
        limits: { type: "boolean" },
        year: { type: "boolean" },
        only: { type: "string" },
        seed: { type: "string" },
        server: { type: "string" },
        write: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError((error as Error).message);
  }
}

function readRows(only: string | undefined): ReadonlySet<RowName> {
  if (only === undefined) return new Set(ROW_NAMES);
  const names = only.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !ROW_NAMES.includes(name as RowName));
  if (unknown.length > 0) {
    throw new ArgumentError(
      `--only: there is no row ${unknown.map((name) => JSON.stringify(name)).join(", ")}; there are ${ROW_NAMES.join(", ")}.`,
    );
  }
  return new Set(names as RowName[]);
}

function readSeed(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SEED;
  const seed = Number(text);
  if (/^\d{1,10}$/.test(text) && seed <= 0xffff_ffff) return seed;
  throw new ArgumentError(
    `--seed is ${JSON.stringify(text)}; it must be a whole number from 0 to 4294967295.`,
  );
}
