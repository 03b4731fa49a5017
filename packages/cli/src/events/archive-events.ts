/** `farthing events archive`: old lines of the ledger go to a file and out of the database. */
import type { ArchiveResult, Database } from "@farthing/server";
import { readSettings, type Server, withDatabase } from "../database.js";
import { InterruptedError, UnfinishedError, UsageError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { openProgress } from "../progress.js";
import type { Terminal } from "../terminal.js";
import { ArchiveFile } from "./archive-file.js";

export interface Archiving {
  readonly before: Date;
  readonly file: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const DAY_MS = 86_400_000;
const BROKEN_SHOWN = 5;

interface Archived extends ArchiveResult {
  /** Of this run; 0 for a dry one. */
  readonly bytes: number;
}

/** @throws UsageError where the date, the file or the settings are wrong; UnfinishedError where database or disk fail */
export async function archiveEvents(job: Archiving, terminal: Terminal): Promise<ExitCode> {
  const server = await import("@farthing/server");
  const now = server.createClock().real();
  // As long as late events are taken: what may still be added to is not old.
  const { maxBackMs } = readSettings(server, terminal).usageTimes;
  const latest = server.addMs(now, -maxBackMs);
  if (job.before > latest) {
    throw new UsageError(
      `--before must be at least ${maxBackMs / DAY_MS} days ago, ${latest.toISOString()} or earlier, because late events are accepted until then.`,
    );
  }
  const archived = await withDatabase(server, terminal, (database) => work(server, database, job, terminal));
  terminal.out.write(job.json ? `${JSON.stringify(jsonOf(job, archived))}\n` : describe(job, archived));
  return archived.broken.length > 0 ? EXIT.flawed : EXIT.done;
}

async function work(
  server: Server,
  database: Database,
  job: Archiving,
  terminal: Terminal,
): Promise<Archived> {
  if (job.dryRun) return { ...(await archive(server, database, job, terminal, undefined)), bytes: 0 };
  const release = await server.holdArchiving(database);
  if (!release) throw new UnfinishedError("Another `farthing events archive` is running on this database.");
  try {
    const name = await server.databaseName(database.db);
    if (!name) throw new UsageError("The database is empty: the server was never started with it.");
    const file = await ArchiveFile.open(job.file, name, (customerIds) =>
      server.archivedThrough(database.db, customerIds),
    );
    try {
      if (file.removedLines > 0)
        terminal.err.write(
          `Continuing: removed ${file.removedLines} lines at the end of the file that are still in the database.\n`,
        );
      return { ...(await archive(server, database, job, terminal, file)), bytes: file.writtenBytes };
    } finally {
      await file.close();
    }
  } finally {
    release();
  }
}

async function archive(
  server: Server,
  database: Database,
  { before }: Archiving,
  terminal: Terminal,
  file: ArchiveFile | undefined,
): Promise<ArchiveResult> {
  const progress = openProgress(terminal, "accounts");
  const clock = server.createClock();
  try {
    return await server.archiveLines(database.db, {
      before,
      now: () => clock.real(),
      pricesById: server.createModelPricing().pricesById,
      keep: file && ((chunk) => file.append(chunk)),
      onProgress: ({ accounts, accountsTotal }) => {
        if (terminal.interrupted.aborted)
          throw new InterruptedError("Stopped between two chunks. Run the same command to continue.");
        progress.update(accounts, accountsTotal);
      },
    });
  } finally {
    progress.close();
  }
}

const number = (value: number | bigint): string => value.toLocaleString("en-US");

function describe({ file, dryRun, before }: Archiving, { accounts, lines, events, bytes, broken }: Archived) {
  const rows = [
    `${dryRun ? "Would archive" : "Archived"}, from before ${before.toISOString()}:`,
    `  accounts  ${number(accounts)}`,
    `  lines     ${number(lines)}`,
    `  of events ${number(events)}`,
    ...(dryRun ? [] : [`  bytes     ${number(bytes)}`, `  file      ${file}`]),
  ];
  if (broken.length > 0) {
    rows.push(
      `${number(broken.length)} accounts are broken; their lines from about the first wrong one on are kept:`,
      ...broken.slice(0, BROKEN_SHOWN).map(describeBroken),
    );
    if (broken.length > BROKEN_SHOWN) rows.push(`  and ${number(broken.length - BROKEN_SHOWN)} more`);
  }
  return `${rows.join("\n")}\n`;
}

const describeBroken = ({ customerId, seq, what, expected, found }: ArchiveResult["broken"][number]) =>
  `  ${customerId} line ${seq}: ${what}: expected ${expected ?? "nothing"}, found ${found ?? "nothing"}`;

const jsonOf = ({ file, dryRun, before }: Archiving, archived: Archived) => ({
  before: before.toISOString(),
  dryRun,
  accounts: archived.accounts,
  lines: archived.lines.toString(),
  events: archived.events.toString(),
  bytes: archived.bytes,
  file: dryRun ? null : file,
  broken: archived.broken.map((line) => ({ ...line, seq: line.seq?.toString() ?? null })),
});
