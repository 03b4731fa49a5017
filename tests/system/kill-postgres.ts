/** The death of an embedded Postgres, all at once, as when the machine runs out of memory. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect } from "vitest";
import { isThere, postgresPid } from "../start/server-process.js";

/** Kills every process of the Postgres of this data folder with -9. @returns their ids, for {@link untilGone} */
export async function killPostgres(folder: string): Promise<readonly number[]> {
  const postmaster = await postgresPid(folder);
  if (postmaster === undefined) throw new Error(`no Postgres runs in ${folder}`);
  // So that it neither starts others nor tidies up while they are killed.
  process.kill(postmaster, "SIGSTOP");
  const all = [...(await childrenOf(postmaster)), postmaster];
  for (const pid of all) kill(pid);
  return all;
}

/** A killed process is there until whoever inherited it, the machine's init, has taken note; some do so in seconds. */
export const untilGone = (pids: readonly number[]): Promise<void> =>
  expect.poll(() => pids.filter(isThere), { timeout: 15_000, interval: 10 }).toEqual([]);

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // One that ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** From /proc where there is one, which needs no program, else from `ps`. */
async function childrenOf(parent: number): Promise<number[]> {
  const all = existsSync("/proc/self/stat") ? await readProc() : await askPs();
  return all.filter((each) => each.parent === parent).map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

async function readProc(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined)),
  );
  return stats.flatMap((stat, n) => {
    // Behind the name, which may hold anything, come the state and the parent.
    const parent = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    return parent === undefined ? [] : [{ pid: Number(pids[n]), parent: Number(parent) }];
  });
}

async function askPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}
