/**
 * The server as users start it: the built program in a process of its own with its default settings, on a folder of
 * its own with the Postgres that it starts there.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const READY = /ready at (\S+) · sandbox key (\S+)/;
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

export interface Instance {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  readonly postmasterPid: number;
  readonly databaseUrl: string;
  /** From the start of the process to its line that it is ready. */
  readonly readyAfterMs: number;
  /** As Ctrl-C does: it drains, and takes its Postgres down. */
  stop(): Promise<void>;
}

export const makeFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), "farthing-bench-"));
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** @throws Error with what the server printed when it ends before it is ready; nothing is left running then */
export async function startInstance(main: string, folder: string): Promise<Instance> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", main], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: "0",
      FARTHING_DATA_DIR: folder,
      // Nothing is asked of the network, however long a run takes.
      FARTHING_CATALOG_URL: "http://127.0.0.1:9/v1/models",
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches the bench alone, which stops the load before the server.
    detached: true,
  });
  try {
    const [, url, key] = await readyLine(child);
    const readyAfterMs = performance.now() - startedAt;
    const { pid, port } = await postmaster(folder);
    const password = (await readFile(path.join(folder, "postgres-password"), "utf8")).trim();
    return {
      url: url!,
      key: key!,
      pid: child.pid!,
      postmasterPid: pid,
      databaseUrl: `postgres://farthing:${encodeURIComponent(password)}@127.0.0.1:${port}/farthing`,
      readyAfterMs,
      stop: () => stopInstance(child, folder),
    };
  } catch (error) {
    await stopInstance(child, folder);
    throw error;
  }
}

function readyLine(child: ChildProcess): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (what: string) =>
      reject(new Error(`the server ${what}: ${output.trim() || "it said nothing"}`));
    const timer = setTimeout(
      () => fail(`was not ready within ${STARTS_WITHIN_MS / 1_000} s`),
      STARTS_WITHIN_MS,
    );
    const take = (chunk: Buffer) => {
      output = (output + chunk).slice(-10_000);
      const match = READY.exec(output);
      if (match) {
        clearTimeout(timer);
        resolve(match);
      }
    };
    child.stdout!.on("data", take);
    child.stderr!.on("data", take);
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    child.once("exit", () => {
      clearTimeout(timer);
      fail("ended before it was ready");
    });
  });
}

async function stopInstance(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
  // A server that was killed, or failed, leaves its Postgres behind.
  const left = await postmaster(folder).catch(() => undefined);
  if (left) await stopPostmaster(left.pid);
}

/** SIGINT is Postgres's fast shutdown. */
async function stopPostmaster(pid: number): Promise<void> {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  for (let signal: NodeJS.Signals | 0 = "SIGINT"; isSignalled(pid, signal); signal = 0) {
    if (performance.now() > deadline) throw new Error(`Postgres (process ${pid}) does not end`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function isSignalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function postmaster(folder: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(path.join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}
