/** `npm start`: reads the settings, starts the server, says where it is, and stops it on Ctrl-C. */
import { DrizzleQueryError } from "drizzle-orm/errors";
import { createLog } from "./platform/index.js";
import { keyToShow } from "./sandbox-key.js";
import { readSettings, type Settings, SettingsError } from "./settings.js";
import { type RunningServer, startServer } from "./start-server.js";

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const server = await startServer(settings, createLog(settings.logLevel));
  stopOnSignal(server);
  // At once: whoever waits for the first line has the second with it.
  process.stdout.write(`${[readyLine(server, settings), ...setupLine(server)].join("\n")}\n`);
}

const setupLine = ({ setupUrl }: RunningServer): string[] =>
  setupUrl ? [`Set up the dashboard: ${setupUrl}`] : [];

function readyLine({ url, sandboxKey }: RunningServer, settings: Settings): string {
  return `Farthing is ready at ${url} · sandbox key ${keyToShow(sandboxKey, settings)} · next: ${url}/docs, or npm run demo`;
}

function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second signal does not wait: everything acknowledged is already on disk.
      if (stopping) process.exit(130);
      stopping = true;
      process.stderr.write("Stopping after the requests in progress are finished.\n");
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function fail(error: unknown): never {
  process.stderr.write(`Farthing cannot start: ${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, message } = (
    error instanceof DrizzleQueryError ? error.cause : error
  ) as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return "the port is already in use. Set PORT to another one (PORT=0 takes any free port).";
  if (code === "EADDRNOTAVAIL") return "HOST is not an address of this machine.";
  if (code === "ECONNREFUSED") return `the database does not answer (${message}). Check DATABASE_URL.`;
  if (code === "28P01") return "the database refuses the password in DATABASE_URL.";
  return message || String(error);
}

main().catch(fail);
