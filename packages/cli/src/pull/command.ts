/** `farthing pull`: writes the codes of the environment's features and plans as types, for programs that use the SDK. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Farthing } from "@farthing/node";
import type { Command } from "commander";
import { commandError, connect, type ServerOptions } from "../connect.js";
import { errnoOf, UsageError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Finish } from "../options.js";
import type { Terminal } from "../terminal.js";
import { type Codes, MADE_BY, typesOf } from "./types-of.js";

interface PullOptions extends ServerOptions {
  readonly to: string;
}

const MAX_RETRIES = 1;
const PAGE = 100;

const NOTES = `
Keep the file where your tsconfig.json includes it. @farthing/node then accepts only these codes: a misspelled code
is a type error. Run it again after a feature or plan was created or deleted.

Exit codes: 0 written; 2 wrong options, key or file, nothing written; 3 the server does not answer.
`;

export function addPullCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("pull")
    .description("generate TypeScript types from the codes of your features and plans")
    .option("--to <file>", "file to create, or to replace if it is from an earlier run", "farthing.d.ts")
    .option("--url <url>", "where the server is (FARTHING_BASE_URL)")
    .option("--api-key <key>", "an API key with scope read or full (FARTHING_API_KEY)")
    .addHelpText("after", NOTES)
    .action(async (options: PullOptions) => finish(await pull(options, terminal)));
}

/** @throws UsageError where the file holds something else, or cannot be written */
async function pull({ to, ...options }: PullOptions, terminal: Terminal): Promise<ExitCode> {
  const file = path.resolve(terminal.cwd, to);
  await assertReplaceable(file, to);
  const { client, url } = await connect(options, terminal, MAX_RETRIES);
  const codes = await readCodes(client, terminal.interrupted).catch((error: unknown) => {
    throw commandError(error, url);
  });
  await writeFile(file, typesOf(codes)).catch((error: unknown) => {
    throw new UsageError(`Cannot write --to ${to} (${errnoOf(error)}).`);
  });
  terminal.out.write(`${to}: ${codes.features.length} features, ${codes.plans.length} plans.\n`);
  return EXIT.done;
}

async function readCodes(client: Farthing, signal: AbortSignal): Promise<Codes> {
  const features = [];
  for await (const { code, type } of client.features.list({ limit: PAGE }, { signal }))
    features.push({ code, type });
  const plans = [];
  for await (const { code, consumptionModel } of client.plans.list(
    { limit: PAGE, includePrivate: true },
    { signal },
  ))
    plans.push({ code, consumptionModel });
  return { features, plans };
}

/** A file that somebody wrote by hand is not lost to a slip of `--to`. */
async function assertReplaceable(file: string, given: string): Promise<void> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return MADE_BY;
    throw new UsageError(`Cannot read --to ${given} (${errnoOf(error)}).`);
  });
  if (!text.startsWith(MADE_BY))
    throw new UsageError(
      `--to ${given} was not written by farthing pull and is left unchanged. Choose another file.`,
    );
}
