/** The machine that was measured on, and the versions of what was measured. */
import { execFile } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { checkoutOf } from "./built-server.js";
import { durability, postgresVersion } from "./database.js";
import type { Instance } from "./instance.js";
import { median } from "./measure.js";

const run = promisify(execFile);

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Median of writing 8 KiB and waiting until it is on disk. */
  readonly fsyncMs: number;
  readonly node: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly commit: string;
}

/** @param folder on the disk that the data lies on */
export async function describeMachine(main: string, folder: string, { db }: Instance): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    fsyncMs: await fsyncMs(folder),
    node: process.versions.node,
    postgres: await postgresVersion(db),
    ...(await durability(db)),
    commit: await commitOf(checkoutOf(main)),
  };
}

const SYNCS = 200;

async function fsyncMs(folder: string): Promise<number> {
  const name = path.join(folder, "fsync-probe");
  const file = await open(name, "w");
  try {
    const page = Buffer.alloc(8_192, 1);
    const times: number[] = [];
    for (let n = 0; n < SYNCS; n++) {
      const startedAt = performance.now();
      await file.write(page);
      await file.datasync();
      times.push(performance.now() - startedAt);
    }
    return median(times);
  } finally {
    await file.close();
    await rm(name, { force: true });
  }
}

/** Results of a run do not change what was measured. */
const NOT_MEASURED = ":(exclude)bench/RESULTS.md";

async function commitOf(checkout: string): Promise<string> {
  const git = async (...args: string[]) => (await run("git", ["-C", checkout, ...args])).stdout.trim();
  try {
    const commit = await git("rev-parse", "--short", "HEAD");
    const changes = await git("status", "--porcelain", "--", ".", NOT_MEASURED);
    return changes === "" ? commit : `${commit}, with changes that are not committed`;
  } catch {
    return "unknown (not a git checkout)";
  }
}
