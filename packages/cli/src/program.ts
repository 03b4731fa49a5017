/** The command line: its commands, options and help, and what becomes of errors. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { syncCatalog } from "./catalog/sync-catalog.js";
import { CommandError } from "./errors.js";
import { addArchiveCommand } from "./events/command.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { addImportCommand } from "./import/command.js";
import { type CreateKeyOptions, createKey } from "./keys/create-key.js";
import { verifyLedger } from "./ledger/verify-ledger.js";
import { addOperatorsCommand } from "./operators/command.js";
import { type Finish, wholeNumber } from "./options.js";
import { addPullCommand } from "./pull/command.js";
import type { Terminal } from "./terminal.js";
import { VERSION } from "./version.js";

const EXAMPLES = `
Examples:
  $ farthing import usage.csv --dry-run
  $ farthing import usage.csv --map customerId=user --map value=calls --set feature=api_calls
  $ farthing ledger verify
  $ farthing events archive --before 2026-01-01 --to events-2025.ndjson
  $ farthing keys create --environment live --name "API server"
  $ farthing operators invite --email ada@example.com --role admin
  $ farthing pull --to types/farthing.d.ts
  $ farthing catalog sync --url https://farthing.example.com --api-key ck_live_…

Environment:
  FARTHING_BASE_URL   address of the server (default http://127.0.0.1:4800)
  FARTHING_API_KEY    the API key; in the folder of a local server its sandbox key is the default
  FARTHING_DATA_DIR, DATABASE_URL   the database of \`ledger verify\`, \`events archive\`,
                      \`keys create\` and \`operators\`, as for the server
`;

/** Runs one command. @returns its exit code */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof CommandError)) {
      // Calls that were cut short end in errors of all kinds.
      if (terminal.interrupted.aborted) return EXIT.interrupted;
      throw error;
    }
    terminal.err.write(`farthing: ${error.message}\n`);
    return error.exitCode;
  }
}

function createProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command("farthing")
    .description(
      "Farthing's command line: import usage, verify the ledger, archive old events, sync the model catalog, generate types from your codes, create API keys, invite operators",
    )
    .version(VERSION)
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("(farthing --help shows the commands; farthing <command> --help its options)")
    // Before the commands are made: they take both over.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    });
  addImportCommand(program, terminal, finish);
  addLedgerCommand(program, terminal, finish);
  addArchiveCommand(program, terminal, finish);
  addCatalogCommand(program, terminal, finish);
  addPullCommand(program, terminal, finish);
  addKeysCommand(program, terminal, finish);
  addOperatorsCommand(program, terminal, finish);
  return program;
}

function addLedgerCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("ledger")
    .description("the ledger of the server's database")
    .command("verify")
    .description(
      "check every balance, ledger line and charge; needs FARTHING_DATA_DIR or DATABASE_URL as for the server",
    )
    .option("--json", "print the result as JSON")
    .action(async (options: { json?: boolean }) => finish(await verifyLedger(options, terminal)));
}

function addCatalogCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("catalog")
    .description("the catalog of AI models and their prices")
    .command("sync")
    .description("let the server read the public model list now; it only adds and changes nothing")
    .option("--url <url>", "where the server is (FARTHING_BASE_URL)")
    .option("--api-key <key>", "an API key with scope full (FARTHING_API_KEY)")
    .action(async (options: { url?: string; apiKey?: string }) =>
      finish(await syncCatalog(options, terminal)),
    );
}

function addKeysCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("keys")
    .description("API keys of the server's database")
    .command("create")
    .description("create an API key; needs FARTHING_DATA_DIR or DATABASE_URL as for the server")
    .requiredOption("--name <name>", "what the key is for", keyName)
    .addOption(
      new Option("--environment <kind>", "environment of the key")
        .choices(["sandbox", "live"])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--scope <scope>", "scope of the key").choices(["full", "ingest", "read"]).default("full"),
    )
    .option("--expires-in-days <days>", "days until it expires", wholeNumber(1, 3650))
    .action(async (options: CreateKeyOptions) => finish(await createKey(options, terminal)));
}

function keyName(name: string): string {
  if (name.length >= 1 && name.length <= 100) return name;
  throw new InvalidArgumentError("It must have 1 to 100 characters.");
}
