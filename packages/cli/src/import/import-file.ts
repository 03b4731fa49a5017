/** `farthing import`: every row of a file becomes one usage event, once. */
import type { UsageBatch } from "@farthing/node";
import { NotFoundError } from "@farthing/node";
import { type Connection, commandError } from "../connect.js";
import { UnfinishedError, UsageError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { openProgress } from "../progress.js";
import type { Terminal } from "../terminal.js";
import { type Batch, batchesOf } from "./batches.js";
import { type ImportState, identityOf, StateFile } from "./import-state.js";
import type { MapOptions } from "./map-row.js";
import type { Mapping } from "./mapping.js";
import { RefusedReport, type ReportEntry } from "./refused-report.js";
import { assertUnchanged, type Scan } from "./scan-file.js";
import { sendBatches } from "./send-batches.js";
import type { RowSource } from "./source-row.js";
import { type Outcome, printOutcome } from "./summary.js";
import { addEvent, addRefused, addSkipped, emptyTally, refusedCount } from "./tally.js";

export interface Import {
  readonly file: string;
  readonly source: RowSource;
  readonly scan: Scan;
  readonly mapping: Mapping;
  readonly mapOptions: MapOptions;
  /** false: usage is recorded and nothing is charged. */
  readonly charge: boolean;
  readonly concurrency: number;
  readonly reportFile: string;
  readonly stateFile: (identity: string) => string;
  readonly json: boolean;
}

/** @throws UnfinishedError where the server is away for longer than retries last */
export async function importFile(job: Import, connection: Connection, terminal: Terminal): Promise<ExitCode> {
  const stateFile = openState(job, connection);
  const earlier = await findEarlier(stateFile, connection, terminal);
  const report = await RefusedReport.open(job.reportFile, earlier?.reportBytes ?? 0, job.source.columns);
  const run = new ImportRun(job, stateFile, report, earlier);
  const startedAt = performance.now();
  try {
    await run.send(connection, terminal);
  } finally {
    await report.close();
  }
  const outcome: Outcome = {
    ...job,
    state: run.state,
    rowsBefore: earlier?.confirmedRow ?? 0,
    seconds: (performance.now() - startedAt) / 1000,
  };
  if (terminal.interrupted.aborted && !run.isComplete) return stopped(outcome, terminal);
  await stateFile.remove();
  printOutcome(outcome, terminal);
  await assertUnchanged(job.file, job.scan.version);
  const { tally } = run.state;
  return refusedCount(tally) + tally.skipped > 0 ? EXIT.flawed : EXIT.done;
}

function stopped({ state, scan }: Outcome, terminal: Terminal): ExitCode {
  terminal.err.write(
    `Stopped after row ${state.confirmedRow} of ${scan.rows}. Run the same command to continue from there.\n`,
  );
  return EXIT.interrupted;
}

function openState(job: Import, { url, apiKey }: Connection): StateFile {
  const { scan, mapping, mapOptions, charge } = job;
  const parts = { url, apiKey, digest: scan.digest, mapping: [...mapping], ...mapOptions, charge };
  // The report is cut back to where the state is: another report is another import.
  const identity = identityOf({ ...parts, report: job.reportFile });
  return new StateFile(job.stateFile(identity), identity);
}

/**
 * What an interrupted import left, where the server still has what was recorded then. One whose data was reset gets
 * all of the file again.
 */
async function findEarlier(
  stateFile: StateFile,
  { client, url }: Connection,
  terminal: Terminal,
): Promise<ImportState | undefined> {
  const state = await stateFile.read();
  if (!state?.eventId) return undefined;
  try {
    await client.usage.get({ id: state.eventId });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw commandError(error, url);
    terminal.err.write("The server no longer has the rows imported before: starting from the first row.\n");
    return undefined;
  }
  terminal.err.write(`Continuing after row ${state.confirmedRow}.\n`);
  return state;
}

/** One run over the rows that are still to be sent. */
class ImportRun {
  state: ImportState;

  constructor(
    private readonly job: Import,
    private readonly stateFile: StateFile,
    private readonly report: RefusedReport,
    earlier: ImportState | undefined,
  ) {
    this.state = earlier ?? {
      version: 1,
      confirmedRow: 0,
      reportBytes: 0,
      eventId: null,
      tally: emptyTally(),
    };
  }

  get isComplete(): boolean {
    return this.state.confirmedRow >= this.job.scan.rows;
  }

  async send({ client, url }: Connection, terminal: Terminal): Promise<void> {
    const { source, mapping, mapOptions, scan, concurrency, charge } = this.job;
    const progress = openProgress(terminal, "rows");
    try {
      await sendBatches(batchesOf(source, mapping, mapOptions, this.state.confirmedRow), {
        concurrency,
        interrupted: terminal.interrupted,
        send: (events, signal) => client.usage.trackBatch({ events, backfill: { charge } }, { signal }),
        settle: async (batch, results) => {
          await this.#settle(batch, results);
          progress.update(this.state.confirmedRow, scan.rows);
        },
      });
    } catch (error) {
      throw this.#explain(commandError(error, url));
    } finally {
      progress.close();
    }
  }

  /** The report first, and then the state, which says how much of the report counts. */
  async #settle(batch: Batch, results: UsageBatch["results"]): Promise<void> {
    const { tally } = this.state;
    const left: ReportEntry[] = [];
    let { eventId } = this.state;
    let position = 0;
    for (const entry of batch) {
      if ("problem" in entry) {
        addSkipped(tally);
        left.push(skippedEntry(entry));
        continue;
      }
      const result = results[position++]!;
      if (result.status === "refused") {
        addRefused(tally, result.error.code);
        left.push(refusedEntry(entry, result.error));
        continue;
      }
      addEvent(tally, result.status, result.event);
      // By an archived event a server would not be known again.
      eventId = result.event?.id ?? eventId;
    }
    await this.report.add(left);
    const confirmedRow = batch.at(-1)!.row.number;
    this.state = { version: 1, confirmedRow, reportBytes: this.report.bytes, eventId, tally };
    await this.stateFile.write(this.state);
  }

  #explain(error: Error): Error {
    if (!(error instanceof UnfinishedError || error instanceof UsageError)) return error;
    const { confirmedRow } = this.state;
    const far = `${confirmedRow} of ${this.job.scan.rows} rows are done.`;
    if (error instanceof UsageError) return new UsageError(`${error.message} ${far}`);
    return new UnfinishedError(`${error.message} ${far} Run the same command to continue from there.`);
  }
}

type Unmapped = Extract<Batch[number], { problem: unknown }>;
type Mapped = Extract<Batch[number], { event: unknown }>;
type RefusedError = Extract<UsageBatch["results"][number], { status: "refused" }>["error"];

const skippedEntry = ({ row, problem }: Unmapped): ReportEntry => ({
  row,
  status: "skipped",
  code: "unmappable",
  message: problem.message,
  idempotencyKey: undefined,
});

const refusedEntry = ({ row, event }: Mapped, { code, message }: RefusedError): ReportEntry => ({
  row,
  status: "refused",
  code,
  message,
  idempotencyKey: event.idempotencyKey,
});
