/** `farthing events archive`: its options, and what they must be. */
import { statSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { errnoOf, UsageError } from "../errors.js";
import type { Finish } from "../options.js";
import type { Terminal } from "../terminal.js";
import { archiveEvents } from "./archive-events.js";

interface Options {
  readonly before: Date;
  readonly to: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const NOTES = `
For each account, the lines before the first one that is not old are moved: events and other ledger entries. Lines
of the open subscription's current period are kept. Idempotency keys stay known forever, totals and summaries stay, and
\`farthing ledger verify\` still checks every account.

A second run with the same FILE continues where the first one ended, however it ended; later runs add to the file.

Examples:
  $ farthing events archive --before 2026-01-01 --to events-2025.ndjson --dry-run
  $ farthing events archive --before 2026-01-01 --to events-2025.ndjson

Exit codes: 0 everything old is in the file; 1 some accounts are broken and were left unchanged; 2 wrong options or
file, nothing done; 3 the database or disk failed, run the same command to continue; 130 stopped by Ctrl-C, likewise.
`;

export function addArchiveCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("events")
    .description("the usage events of the server's database")
    .command("archive")
    .description(
      "move old events and ledger entries to a file; needs FARTHING_DATA_DIR or DATABASE_URL as for the server",
    )
    .requiredOption(
      "--before <date>",
      "archive what is older: 2026-01-31 (UTC), or a time with its zone",
      readDate,
    )
    .requiredOption("--to <file>", "NDJSON file to create or append to")
    .option("--dry-run", "show what would be archived, change nothing")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", NOTES)
    .action(async ({ before, to, dryRun, json }: Options) => {
      const file = fileOf(to, terminal);
      finish(await archiveEvents({ before, file, dryRun: dryRun ?? false, json: json ?? false }, terminal));
    });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function readDate(text: string): Date {
  const day = DAY.test(text) ? text : TIME.exec(text)?.[1];
  // A day that a month does not have is read as one of the next month.
  const exists = day !== undefined && !Number.isNaN(Date.parse(day)) && isoDay(Date.parse(day)) === day;
  const ms = Date.parse(text);
  if (exists && !Number.isNaN(ms)) return new Date(ms);
  throw new InvalidArgumentError("It must be a date like 2026-01-31, or a time like 2026-01-31T12:00:00Z.");
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** @throws UsageError where the file cannot be one */
function fileOf(given: string, terminal: Terminal): string {
  const file = path.resolve(terminal.cwd, given);
  const folder = path.dirname(file);
  if (!isFolder(folder)) throw new UsageError(`--to ${given}: there is no folder ${folder}.`);
  if (isFolder(file)) throw new UsageError(`--to ${given} is a folder.`);
  return file;
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return false;
    throw new UsageError(`Cannot access ${name}: ${errnoOf(error)}.`);
  }
}
