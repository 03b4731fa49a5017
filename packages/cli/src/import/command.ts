/** `farthing import FILE`: its options, and what they mean together. */
import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";
import { type Command, Option } from "commander";
import { type Connection, commandError, connect } from "../connect.js";
import { UsageError } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { type Finish, wholeNumber } from "../options.js";
import type { Terminal } from "../terminal.js";
import { dryRun } from "./dry-run.js";
import { importFile } from "./import-file.js";
import { defaultStateFile } from "./import-state.js";
import type { MapOptions } from "./map-row.js";
import { bindMapping, describeMapping, type Mapping, readMapping } from "./mapping.js";
import { FORMATS, type Format, openSource } from "./open-source.js";
import { PROBLEMS_SHOWN, type Scan, scanFile } from "./scan-file.js";
import { readZone, type Zone } from "./timestamp.js";

interface Options {
  readonly format?: Format;
  readonly delimiter?: string;
  readonly map?: readonly string[];
  readonly set?: readonly string[];
  readonly timezone?: string;
  readonly charge?: boolean;
  readonly recordOnly?: boolean;
  readonly dryRun?: boolean;
  readonly keyPrefix?: string;
  readonly report?: string;
  readonly state?: string;
  readonly concurrency: number;
  readonly retries: number;
  readonly url?: string;
  readonly apiKey?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Fields: customerId, feature, value, idempotencyKey, timestamp, model, inputTokens, outputTokens, cacheReadTokens,
cacheWriteTokens, cacheWrite1hTokens, reasoningTokens, property:NAME. A column with the name of a field is used
without --map.

Examples:
  $ farthing import calls.csv --map customerId=user --map value=calls --set feature=api_calls --dry-run
  $ farthing import trace.csv --map timestamp=TIMESTAMP --map inputTokens=ContextTokens \\
      --map outputTokens=GeneratedTokens --set customerId=user_1 --set feature=ai_generation \\
      --set model=openai/gpt-4o --timezone UTC
  $ farthing import log.ndjson --map inputTokens=usage.prompt_tokens --record-only

Exit codes: 0 all rows are imported; 1 some were refused or skipped, see the report; 2 wrong options, key or file, nothing
sent; 3 the server is unavailable, run the same command to continue; 130 stopped by Ctrl-C, likewise.
`;

const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];

export function addImportCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("import")
    .description(
      "import past usage from a CSV or NDJSON file; each row is imported once, however often it runs",
    )
    .argument("<file>", "CSV with a header, or NDJSON (a JSON object per line)")
    .option("--map <field=column>", "where a field comes from (repeatable)", collect)
    .option("--set <field=value>", "set a field to the same value for all rows (repeatable)", collect)
    .addOption(
      new Option("--format <format>", "format of the file, if its name does not show it").choices(FORMATS),
    )
    .option("--delimiter <character>", 'separator of CSV cells (default: ",", or a tab for .tsv)')
    .option("--timezone <zone>", "time zone of times without one: UTC, or an offset like +02:00")
    .addOption(new Option("--charge", "charge the usage (the default)").conflicts("recordOnly"))
    .option("--record-only", "record the usage without charging it")
    .option("--dry-run", "read and map all rows, show the first ones, send nothing")
    .option(
      "--report <file>",
      "file for rows that were not imported, .ndjson or .csv (default: FILE.refused.ndjson)",
    )
    .option(
      "--key-prefix <text>",
      "prefix of the row number in keys of rows without a key (default: derived from the file)",
    )
    .option("--state <file>", "file that keeps the progress, for continuing (default: in .farthing-import)")
    .option(
      "--concurrency <n>",
      "batches of 100 sent at once; 1 keeps the exact order",
      wholeNumber(1, 16),
      2,
    )
    .option("--retries <n>", "retries if the server is unavailable", wholeNumber(0, 100), 8)
    .option("--url <url>", "where the server is (FARTHING_BASE_URL)")
    .option("--api-key <key>", "an API key with scope full (FARTHING_API_KEY)")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: Options) => finish(await start(file, options, terminal)));
}

async function start(given: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  const file = path.resolve(terminal.cwd, given);
  const zone = zoneOf(options.timezone);
  const prefix = checkPrefix(options.keyPrefix);
  const stated = readMapping(options.map ?? [], options.set ?? [], zone);
  const source = await openSource(file, { format: options.format, delimiter: delimiterOf(options) });
  const mapping = bindMapping(stated, source.columns);
  const reportFile = reportFileOf(file, options.report, terminal);
  // The server and the key are tried before a long file is read.
  const connection = options.dryRun ? undefined : await reach(options, terminal);

  const scan = await scanFile(file, source, mapping, zone, terminal.interrupted);
  const mapOptions: MapOptions = { zone, keyPrefix: prefix ?? `import:${scan.digest.slice(0, 32)}:` };
  announce(scan, mapping, terminal);
  if (!connection) return dryRun({ source, scan, mapping, mapOptions }, terminal);
  if (scan.rows > 0 && scan.unmappable === scan.rows)
    throw new UsageError("No row can be mapped. Nothing was sent.");
  return importFile(
    {
      ...{ file, source, scan, mapping, mapOptions, reportFile },
      charge: !options.recordOnly,
      concurrency: options.concurrency,
      stateFile: (identity) =>
        options.state ? path.resolve(terminal.cwd, options.state) : defaultStateFile(terminal.cwd, identity),
      json: options.json ?? false,
    },
    connection,
    terminal,
  );
}

/** @throws UsageError where the key is not one with full scope; UnfinishedError where nobody answers */
async function reach(options: Options, terminal: Terminal): Promise<Connection> {
  const connection = await connect(options, terminal, options.retries);
  try {
    // Changes nothing, and takes the scope that an import takes.
    await connection.client.apiKeys.list({ limit: 1 }, { maxRetries: 0 });
    return connection;
  } catch (error) {
    throw commandError(error, connection.url);
  }
}

function announce(
  { rows, unmappable, problems, truncated }: Scan,
  mapping: Mapping,
  terminal: Terminal,
): void {
  for (const line of describeMapping(mapping)) terminal.err.write(`  ${line}\n`);
  if (truncated > 0)
    terminal.err.write(`Times with digits below a millisecond, which are cut off: ${truncated}\n`);
  if (unmappable === 0) return;
  terminal.err.write(`${unmappable} of ${rows} rows cannot be mapped and are skipped:\n`);
  for (const { message } of problems) terminal.err.write(`  ${message}\n`);
  if (unmappable > PROBLEMS_SHOWN) terminal.err.write(`  and ${unmappable - PROBLEMS_SHOWN} more\n`);
}

function zoneOf(text: string | undefined): Zone | undefined {
  if (text === undefined) return undefined;
  const zone = readZone(text);
  if (zone !== undefined) return zone;
  throw new UsageError(
    `--timezone ${text} must be UTC or an offset like +02:00. The name of a place is not accepted: where clocks change, one hour of each year exists twice.`,
  );
}

const MAX_PREFIX = 200;

function checkPrefix(prefix: string | undefined): string | undefined {
  if (prefix === undefined || (prefix.length > 0 && prefix.length <= MAX_PREFIX)) return prefix;
  throw new UsageError(`--key-prefix must have 1 to ${MAX_PREFIX} characters.`);
}

function delimiterOf({ delimiter }: Options): string | undefined {
  const character = delimiter === "\\t" ? "\t" : delimiter;
  if (character === undefined || (character.length === 1 && !/["\r\n]/.test(character))) return character;
  throw new UsageError(`--delimiter must be one character; a tab can be written \\t.`);
}

/** Beside the file, or in the current folder where that one is closed. */
function reportFileOf(file: string, given: string | undefined, terminal: Terminal): string {
  const report = path.resolve(terminal.cwd, given ?? besideOrHere(`${file}.refused.ndjson`, terminal.cwd));
  if (sameFile(report, file)) throw new UsageError("--report must not be the file that is imported.");
  return report;
}

function besideOrHere(report: string, cwd: string): string {
  try {
    accessSync(path.dirname(report), constants.W_OK);
    return report;
  } catch {
    return path.join(cwd, path.basename(report));
  }
}

function sameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
