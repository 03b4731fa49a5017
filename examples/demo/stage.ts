/** A fresh Farthing with a Postgres of its own in a folder of its own, and a stand-in for the AI providers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Farthing } from "@farthing/node";
import { createLog, type Log, readSettings, type Settings, startServer } from "@farthing/server";
import { type ProviderStandIn, startProviderStandIn } from "../../tests/provider-stand-in/index.js";
import type { Belongings } from "./belongings.js";
import { dim, say } from "./terminal.js";

export interface Stage {
  readonly farthing: Farthing;
  readonly standIn: ProviderStandIn;
  /** Of the server, for looking at its database beside it. */
  readonly settings: Settings;
  readonly log: Log;
}

export async function setStage(belongings: Belongings): Promise<Stage> {
  const startedAt = performance.now();
  const folder = await belongings.own(
    () => mkdtemp(path.join(tmpdir(), "farthing-demo-")),
    (made) => rm(made, { recursive: true, force: true, maxRetries: 3 }),
  );
  say(`Starting Farthing with a Postgres of its own in ${folder} ${dim("(removed at the end)")}`);
  // Nothing is taken from the environment: a DATABASE_URL there is not the demo's to write to.
  const settings = readSettings({ PORT: "0", FARTHING_DATA_DIR: folder, LOG_LEVEL: "error" });
  const log = createLog(settings.logLevel);
  const server = await belongings.own(
    () => startServer(settings, log),
    (started) => started.stop(),
  );
  const standIn = await belongings.own(
    () => startProviderStandIn(),
    (started) => started.close(),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  say(`Farthing is ready at ${server.url} after ${seconds.toFixed(1)} s.`);
  say(`Anthropic, OpenAI and Google are played by ${standIn.url}; nothing leaves this machine.`);
  if (!("key" in server.sandboxKey)) throw new Error("A fresh instance has a key that is not known");
  const farthing = new Farthing({ apiKey: server.sandboxKey.key, baseURL: server.url });
  return { farthing, standIn, settings, log };
}
