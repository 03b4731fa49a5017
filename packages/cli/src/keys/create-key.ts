/**
 * `farthing keys create`: an API key, made at the machine itself. A key of the API makes keys of its own environment
 * only, so the first live one can come from nowhere else.
 */
import { type Server, withDatabase } from "../database.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface CreateKeyOptions {
  readonly name: string;
  readonly environment: "sandbox" | "live";
  readonly scope: "full" | "ingest" | "read";
  readonly expiresInDays?: number | undefined;
}

/** Prints the key alone on standard output, for scripts. @throws as `farthing ledger verify` */
export async function createKey(options: CreateKeyOptions, terminal: Terminal): Promise<ExitCode> {
  const server: Server = await import("@farthing/server");
  const { environment: kind, ...rest } = options;
  const { key } = await withDatabase(server, terminal, ({ db }) =>
    server.createKeyFor(db, server.createClock(), { kind, ...rest }),
  );
  terminal.out.write(`${key}\n`);
  terminal.err.write(`A ${options.environment} key with scope ${options.scope}. It is not shown again.\n`);
  return EXIT.done;
}
