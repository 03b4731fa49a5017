/** Stands between a server and its Postgres, and counts what the server sends: each piece is a step that it takes. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

export interface PostgresProxy {
  /** In place of the database's own. */
  readonly url: string;
  /** Pieces since {@link arm}. */
  readonly steps: number;
  /**
   * At the `n`-th piece from now on `strike` is called, before Postgres has it or after. Of what is still on its way from
   * whoever dies of it nothing reaches Postgres until {@link disarm}.
   */
  arm(n: number, when: "before" | "after", strike: () => void): void;
  disarm(): void;
  close(): Promise<void>;
}

export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let steps = 0;
  let armed: { n: number; when: "before" | "after"; strike: () => void } | undefined;
  let isStruck = false;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.pipe(client);
    client.on("data", (piece) => {
      if (isStruck) return;
      steps += 1;
      const now = armed && steps === armed.n ? armed : undefined;
      isStruck = now !== undefined;
      if (now?.when !== "before") upstream.write(piece);
      now?.strike();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get steps() {
      return steps;
    },
    arm: (n, when, strike) => {
      steps = 0;
      armed = { n, when, strike };
    },
    disarm: () => {
      armed = undefined;
      isStruck = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
