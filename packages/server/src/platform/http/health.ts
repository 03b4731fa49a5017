/** `/healthz`: the process lives. `/readyz`: it can serve, which needs the database and ends when it drains. */
import { type Database, isReachable } from "../db/database.js";
import type { App } from "./server.js";

interface Readiness {
  /** From now on `/readyz` says no, so that a balancer sends its requests elsewhere. */
  drain(): void;
}

export function addHealth(app: App, database: Database): Readiness {
  let draining = false;
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    if (draining) return c.json({ status: "draining" }, 503);
    if (await isReachable(database.db)) return c.json({ status: "ready" });
    return c.json({ status: "unavailable", reason: "the database does not answer" }, 503);
  });
  return {
    drain: () => {
      draining = true;
    },
  };
}
