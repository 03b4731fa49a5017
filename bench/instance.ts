/**
 * The server as users start it: the built program in a process of its own with its default settings, on a folder of
 * its own with the Postgres that it starts there.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { Api } from "./api.js";
import { startFlagsOf } from "./built-server.js";

const run = promisify(execFile);

const READY = /ready at (\S+) · sandbox key (\S+)/;
const SETUP = /Set up the dashboard: (\S+)/;
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** Sixteen for the naive row, and some for looking on. */
const CONNECTIONS = 20;
/** What still asks Postgres after that, is cut off when Postgres ends. */
const POOL_ENDS_WITHIN_MS = 1_000;

export interface Instance {
  readonly url: string;
  readonly api: Api;
  readonly pid: number;
  readonly postmasterPid: number;
  readonly databaseUrl: string;
  /** For what is done beside the server. */
  readonly db: pg.Pool;
  /** From the start of the process to its line that it is ready. */
  readonly readyAfterMs: number;
  /** Where the dashboard's owner is set up. @throws Error where the server did not say so */
  setupUrl(): string;
}

/** A folder, and the server that runs on it, if one does. */
export class Home {
  #starting: Promise<Running> | undefined;
  #copying: Promise<unknown> = Promise.resolve();
  #isRemoved = false;

  private constructor(
    readonly folder: string,
    private readonly main: string,
  ) {}

  /** @param main the built program */
  static async make(main: string): Promise<Home> {
    return new Home(await mkdtemp(path.join(tmpdir(), "farthing-bench-")), main);
  }

  /** @throws Error with what the server printed when it ends before it is ready; nothing is left running then */
  async start(): Promise<Instance> {
    if (this.#isRemoved) throw new Error(`${this.folder} is removed`);
    if (this.#starting) throw new Error(`a server runs on ${this.folder} already`);
    this.#starting = startRunning(this.main, this.folder);
    try {
      return (await this.#starting).instance;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  /** As Ctrl-C does: the server drains, and takes its Postgres down. */
  async stop(): Promise<void> {
    const running = await this.#starting?.catch(() => undefined);
    this.#starting = undefined;
    if (!running) return;
    // Waits for what is under way, which after a failure may be long.
    await Promise.race([running.instance.db.end(), wait(POOL_ENDS_WITHIN_MS)]);
    await stopServer(running.child, this.folder);
  }

  /** Everything that is in `other`'s folder; no server may run there. */
  async copyFrom(other: Home): Promise<void> {
    // With owners: where the bench is run as root, Postgres's files are another user's.
    this.#copying = run("cp", ["-a", `${other.folder}/.`, this.folder]);
    await this.#copying;
  }

  async remove(): Promise<void> {
    this.#isRemoved = true;
    await this.#copying.catch(() => undefined);
    await this.stop().finally(() => rm(this.folder, { recursive: true, force: true, maxRetries: 5 }));
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly instance: Instance;
}

async function startRunning(main: string, folder: string): Promise<Running> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...startFlagsOf(main), main], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: "0",
      FARTHING_DATA_DIR: folder,
      // Nothing is asked of the network, however long a run takes.
      FARTHING_CATALOG_URL: "http://127.0.0.1:9/v1/models",
      // Setting up asks with one key as fast as it can. Usage, which the rows measure, is counted by no limit.
      FARTHING_RATE_LIMIT: "0",
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches the bench alone, which stops the load before the server.
    detached: true,
  });
  const output = tailOf(child);
  try {
    const [, url, key] = await readyLine(child, output);
    child.once("exit", (code, signal) => {
      if (!child.killed)
        process.stderr.write(`The server ended by itself with ${code ?? signal}: ${output()}\n`);
    });
    const readyAfterMs = performance.now() - startedAt;
    const { pid, port } = await postmaster(folder);
    const password = (await readFile(path.join(folder, "postgres-password"), "utf8")).trim();
    const databaseUrl = `postgres://farthing:${encodeURIComponent(password)}@127.0.0.1:${port}/farthing`;
    const db = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
    // A connection that is lost is one that the end of Postgres cut; a query on it says so itself.
    db.on("error", () => undefined);
    db.on("connect", (client) => client.on("error", () => undefined));
    const api = new Api(url!, key!);
    const setupUrl = (): string => {
      const match = SETUP.exec(output());
      if (!match) throw new Error(`the server did not say where its owner is set up: ${output()}`);
      return match[1]!;
    };
    const instance: Instance = {
      url: url!,
      api,
      pid: child.pid!,
      postmasterPid: pid,
      databaseUrl,
      db,
      readyAfterMs,
      setupUrl,
    };
    return { child, instance };
  } catch (error) {
    await stopServer(child, folder);
    throw error;
  }
}

const KEPT_CHARACTERS = 10_000;

/** The last that a process has printed. */
function tailOf(child: ChildProcess): () => string {
  let tail = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      tail = (tail + chunk).slice(-KEPT_CHARACTERS);
    });
  }
  return () => tail.trim();
}

function readyLine(child: ChildProcess, output: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error(`the server ${what}: ${output() || "it said nothing"}`));
    };
    const seconds = STARTS_WITHIN_MS / 1_000;
    const timer = setTimeout(() => fail(`was not ready within ${seconds} s`), STARTS_WITHIN_MS);
    child.stdout!.on("data", () => {
      const match = READY.exec(output());
      if (!match) return;
      clearTimeout(timer);
      resolve(match);
    });
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    child.once("close", () => fail("ended before it was ready"));
  });
}

async function stopServer(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
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
    await wait(LOOK_EVERY_MS);
  }
}

function isSignalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Of the Postgres that was started on the folder last, while its file is there: it removes it as its last act. */
async function postmaster(folder: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(path.join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
