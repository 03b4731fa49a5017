/** Runs the command: within the test, or as a process that can be killed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { run } from "../../packages/cli/src/program.js";
import type { Served } from "./serve.js";

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Both, as a person sees them. */
  readonly shown: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly interrupted?: AbortSignal;
}

export async function farthing(
  served: Pick<Served, "folder" | "env">,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const shown: string[] = [];
  const exitCode = await run(args, {
    out: { write: (text) => out.push(text) && shown.push(text) },
    err: { write: (text) => err.push(text) && shown.push(text) },
    env: options.env ?? served.env,
    cwd: options.cwd ?? served.folder,
    interrupted: options.interrupted ?? new AbortController().signal,
  });
  return { exitCode, out: out.join(""), err: err.join(""), shown: shown.join("") };
}

const project = fileURLToPath(new URL("../../", import.meta.url));
const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

export interface Spawned {
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Rejects with what it said where it ends by itself with an error. */
  readonly failed: Promise<never>;
  /** Resolves when it has written `text` to standard error. */
  says(text: string): Promise<void>;
}

/** From the sources, so that it does not depend on a build. */
export function spawnFarthing(served: Pick<Served, "folder" | "env">, args: readonly string[]): Spawned {
  const child = spawn(process.execPath, ["--conditions=farthing-source", "--import", tsx, main, ...args], {
    cwd: served.folder,
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: `${project}tsconfig.json`, ...served.env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text;
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("close", (exitCode, signal) => resolve(exitCode ?? signal));
  });
  const failed = ended.then((how) => Promise.reject(new Error(`it ended with ${how} and said: ${said}`)));
  failed.catch(() => {});
  return {
    kill: (signal) => {
      child.kill(signal);
    },
    ended,
    failed,
    says: async (text) => {
      while (!said.includes(text) && child.stderr.readable) await once(child.stderr, "data");
      if (!said.includes(text)) await failed;
    },
  };
}
