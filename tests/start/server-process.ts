/** A server as users start it: the built program in a process of its own, on a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

const MAIN = fileURLToPath(new URL("../../packages/server/dist/main.mjs", import.meta.url));
const READY = /ready at (\S+) · sandbox key (\S+)/;

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly key: string;
  /** What it has printed so far. */
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface EndedProcess {
  readonly code: number | null;
  readonly output: string;
}

const environment = (folder: string, more: Record<string, string>) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  PORT: "0",
  FARTHING_DATA_DIR: folder,
  ...more,
});

function launch(folder: string, more: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: environment(folder, more),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, output: () => output };
}

/** Resolves when it says that it is ready. @throws Error with what it printed when it ends before that */
export async function startProcess(
  folder: string,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const { child, ended, output } = launch(folder, more);
  const ready = new Promise<RegExpExecArray>((resolve) => {
    child.stdout.on("data", () => {
      const match = READY.exec(output());
      if (match) resolve(match);
    });
  });
  const first = await Promise.race([ready, ended]);
  if (first === null || typeof first === "number")
    throw new Error(`the server ended before it was ready: ${output()}`);
  return {
    child,
    url: first[1]!,
    // The line of a server with `DATABASE_URL` has the beginning alone.
    key: first[2]!.endsWith("…")
      ? (more.FARTHING_SANDBOX_KEY ?? (await readFile(path.join(folder, "sandbox-key"), "utf8")).trim())
      : first[2]!,
    output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** For starts that are to fail. */
export async function runToEnd(folder: string, more: Record<string, string> = {}): Promise<EndedProcess> {
  const { ended, output } = launch(folder, more);
  return { code: await ended, output: output() };
}

/** Of the embedded Postgres of a data folder. Postgres removes the file as the last thing it does. */
export async function postgresPid(folder: string): Promise<number | undefined> {
  const content = await readFile(path.join(folder, "postgres", "postmaster.pid"), "utf8").catch(() => "");
  return content ? Number(content.split("\n")[0]) : undefined;
}

/** Ends all that works on a data folder, whatever a test left of it, and removes the folder. */
export async function clearAway(folder: string, servers: readonly ServerProcess[]): Promise<void> {
  await Promise.all(servers.map((server) => server.end("SIGKILL")));
  const pid = await postgresPid(folder);
  if (pid !== undefined && isThere(pid)) {
    // A fast shutdown, as `pg_ctl stop` asks for.
    process.kill(pid, "SIGINT");
    await vi.waitUntil(() => !isThere(pid), { timeout: 20_000, interval: 20 });
  }
  await rm(folder, { recursive: true, force: true });
}

/** Also of one that has ended, until its parent has taken note. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
