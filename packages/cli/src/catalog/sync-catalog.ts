/** `farthing catalog sync`: has the server read the public model list. */
import type { CatalogSync } from "@farthing/node";
import { commandError, connect, type ServerOptions } from "../connect.js";
import { FlawedError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

const MAX_RETRIES = 1;
/** The server itself waits for the list, which may be slow. */
const TIMEOUT_MS = 90_000;

/** @throws FlawedError where the list cannot be read; prices are then as they were */
export async function syncCatalog(options: ServerOptions, terminal: Terminal): Promise<ExitCode> {
  const { client, url } = await connect(options, terminal, MAX_RETRIES);
  const sync = await client.models.catalogSync
    .run({ timeout: TIMEOUT_MS, signal: terminal.interrupted })
    .catch((error: unknown) => {
      throw commandError(error, url);
    });
  if (sync.status !== "succeeded") throw new FlawedError(describeFailure(sync));
  terminal.out.write(
    `Catalog synced: ${sync.modelsAdded} models added, ${sync.pricesAdded} prices added, ${sync.unchanged} unchanged, ${sync.skipped} without a usable token price.\n`,
  );
  return EXIT.done;
}

function describeFailure({ error, lastSucceededAt }: CatalogSync): string {
  const last = lastSucceededAt ? `It last succeeded at ${lastSucceededAt}.` : "It has not succeeded before.";
  return `The catalog was not synced: ${error ?? "the server gave no reason"}. Prices are unchanged. ${last}`;
}
