/** The load generator, as seen by the one who orders the load. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Stream } from "./workload.js";

export interface LoadJob {
  /** `http://127.0.0.1:4800` */
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly shape: "track" | "batch" | "check";
  readonly stream: Stream;
  readonly eventsPerRequest: number;
  readonly inFlight: number;
  /** For so long requests are sent before the clock starts, */
  readonly warmUpMs: number;
  /** and for so long after it has started. */
  readonly runMs: number;
  /** Of both together; there are no more. */
  readonly maxRequests: number;
  readonly expected: { readonly status: number; readonly text?: string };
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface LoadResult {
  /** Of the warm-up: the first so many of the stream. */
  readonly warmUpRequests: number;
  /** Those that follow them. All were answered as expected. */
  readonly requests: number;
  readonly seconds: number;
  readonly latencyMs: Percentiles;
  readonly cpuMs: number;
}

export type ToGenerator = { kind: "prepare"; job: LoadJob } | { kind: "run" };
export type FromGenerator =
  | { kind: "prepared" }
  | { kind: "done"; result: LoadResult }
  | { kind: "failed"; message: string };

export class LoadGenerator {
  private constructor(private readonly child: ChildProcess) {}

  static start(): LoadGenerator {
    return new LoadGenerator(forkTypeScript("load-generator.ts"));
  }

  /** Makes the load and warms up; the clock does not run yet. @throws Error at the first unexpected answer */
  async prepare(job: LoadJob): Promise<void> {
    await this.#ask({ kind: "prepare", job });
  }

  /** Runs what was prepared. @throws Error at the first unexpected answer */
  async run(): Promise<LoadResult> {
    const answer = await this.#ask({ kind: "run" });
    if (answer.kind !== "done") throw new Error(`the load generator answered ${answer.kind}`);
    return answer.result;
  }

  stop(): Promise<void> {
    return endChild(this.child);
  }

  #ask(message: ToGenerator): Promise<FromGenerator> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error("the load generator ended"));
      if (this.child.exitCode !== null || this.child.signalCode !== null) return ended();
      this.child.once("exit", ended);
      this.child.once("message", (answer: FromGenerator) => {
        this.child.off("exit", ended);
        if (answer.kind === "failed") reject(new Error(answer.message));
        else resolve(answer);
      });
      this.child.send(message);
    });
  }
}

/** A file of this folder in a process of its own. */
export function forkTypeScript(
  file: string,
  env: Readonly<Record<string, string>> = {},
  execArgv: readonly string[] = [],
): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: [...execArgv, "--import", import.meta.resolve("tsx")],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
