/** Two server processes on one database, as behind a balancer. Each can be restarted, on the port that it had. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { TEST_KEY } from "../../packages/server/test/instance.js";
import { type ServerProcess, startProcess } from "../start/server-process.js";
import { type HttpClient, openClient } from "./http-client.js";

export interface TwoServers {
  /** One for each server; they outlive its restarts. */
  readonly clients: readonly [HttpClient, HttpClient];
  readonly database: TestDatabase;
  /** What names the database to commands beside the servers. */
  readonly env: { readonly DATABASE_URL: string };
  /** @returns the exit code of the old process, once the new one is ready */
  restart(n: number, signal: NodeJS.Signals): Promise<number | null>;
  /** For good. */
  end(n: number, signal: NodeJS.Signals): Promise<number | null>;
  close(): Promise<void>;
}

/** @param connections of the client of each server */
export async function startTwoServers(connections: number): Promise<TwoServers> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-two-"));
  const database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, FARTHING_SANDBOX_KEY: TEST_KEY };
  const start = (n: number, port: string): Promise<ServerProcess> =>
    startProcess(path.join(folder, String(n)), { ...env, PORT: port });
  const servers = [await start(0, "0"), await start(1, "0")];
  const client = (n: number): HttpClient => openClient(servers[n]!.url, TEST_KEY, connections);
  const clients = [client(0), client(1)] as const;
  return {
    clients,
    database,
    env: { DATABASE_URL: database.url },
    restart: async (n, signal) => {
      const { url, end } = servers[n]!;
      const exitCode = await end(signal);
      servers[n] = await start(n, new URL(url).port);
      return exitCode;
    },
    end: (n, signal) => servers[n]!.end(signal),
    close: async () => {
      for (const each of clients) each.close();
      for (const server of servers) await server.end("SIGTERM");
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
