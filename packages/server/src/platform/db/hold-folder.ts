/**
 * One server per data folder. The hold is a lock inside the folder's own Postgres, which ends with the session that
 * took it: a server killed with -9 leaves none behind. A file beside it says who holds it, for people.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

/** Any constant: "hold" in hexadecimal. */
const HOLD_LOCK = 0x686f6c64;
const TRIES = 20;
const TRY_EVERY_MS = 100;

export class FolderHeldError extends Error {
  override readonly name = "FolderHeldError";
}

export interface Hold {
  /** Writes where the server can be reached, for the message of a second start. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** @throws FolderHeldError naming the process and address that hold the folder */
export async function holdFolder(folder: string, connectionString: string): Promise<Hold> {
  const file = path.join(folder, "server.json");
  const client = new pg.Client({ connectionString, application_name: "farthing hold" });
  // Losing this session means that Postgres went down; every query says so already.
  client.on("error", () => undefined);
  await client.connect();
  // Postgres takes a moment to notice that a killed server's session is gone.
  for (let tries = 1; !(await tryLock(client)); tries++) {
    if (tries >= TRIES) {
      await client.end();
      throw new FolderHeldError(await describeHolder(folder, file));
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
  return {
    announce: (url) => writeFile(file, `${JSON.stringify({ pid: process.pid, url })}\n`),
    release: async () => {
      await rm(file, { force: true });
      await client.end();
    },
  };
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [
    HOLD_LOCK,
  ]);
  return rows[0]!.taken;
}

async function describeHolder(folder: string, file: string): Promise<string> {
  const holder = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as { pid: number; url: string },
    () => undefined,
  );
  const who = holder ? `process ${holder.pid}, serving ${holder.url}` : "a process that is still starting";
  return `${folder} is held by another Farthing server: ${who}. Stop it, or set FARTHING_DATA_DIR to another folder.`;
}
