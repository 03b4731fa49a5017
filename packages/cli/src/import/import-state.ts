/**
 * How far an import is, in a small file, so that one that ended early goes on where it was. Losing the file costs
 * time and nothing else: rows that are sent again have the keys they had.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { errnoOf, messageOf, UnfinishedError, UsageError } from "../errors.js";
import type { Tally } from "./tally.js";

export interface ImportState {
  readonly version: 1;
  /** All rows up to this one were answered for. */
  readonly confirmedRow: number;
  /** How much of the report belongs to those rows. */
  readonly reportBytes: number;
  /** A recorded event, by which the server is known again. */
  readonly eventId: string | null;
  readonly tally: Tally;
}

/** What makes it the same import: another server, key or mapping is another one. */
export function identityOf(parts: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

export const defaultStateFile = (cwd: string, identity: string): string =>
  path.join(cwd, ".farthing-import", `${identity}.json`);

export class StateFile {
  #folder: Promise<unknown> | undefined;

  constructor(
    readonly file: string,
    private readonly identity: string,
  ) {}

  /**
   * Undefined where there is none, or it is of another import.
   * @throws UsageError where the file is something else, which would be overwritten
   */
  async read(): Promise<ImportState | undefined> {
    const text = await readFile(this.file, "utf8").catch((error: unknown) => {
      if (errnoOf(error) === "ENOENT") return undefined;
      throw new UsageError(`Cannot read ${this.file}: ${messageOf(error)}.`);
    });
    if (text === undefined) return undefined;
    const stored = parse(text);
    if (!stored)
      throw new UsageError(
        `${this.file} is not the state file of an import. Remove it, or pass another --state.`,
      );
    return stored.identity === this.identity ? stored : undefined;
  }

  /** Whole or not at all, whenever the process is killed. @throws UnfinishedError where it cannot be written */
  async write(state: ImportState): Promise<void> {
    const draft = `${this.file}.${process.pid}`;
    try {
      this.#folder ??= mkdir(path.dirname(this.file), { recursive: true });
      await this.#folder;
      await writeFile(draft, JSON.stringify({ identity: this.identity, ...state }));
      await rename(draft, this.file);
    } catch (error) {
      throw new UnfinishedError(`Cannot write ${this.file}: ${messageOf(error)}. Pass --state FILE.`);
    }
  }

  async remove(): Promise<void> {
    await rm(this.file, { force: true });
    // With the last import in it the folder goes too; otherwise this fails.
    if (path.basename(path.dirname(this.file)) === ".farthing-import")
      await rmdir(path.dirname(this.file)).catch(() => {});
  }
}

type Stored = ImportState & { readonly identity: string };

function parse(text: string): Stored | undefined {
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null;
    return stored?.version === 1 && typeof stored.identity === "string" ? (stored as Stored) : undefined;
  } catch {
    return undefined;
  }
}
