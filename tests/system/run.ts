/** `npm run test:system`: runs suites of the whole system at the size asked for, and says how each comes again. */
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SUITES, type Suite } from "./suites.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Size = "short" | "usual" | "full";

export interface Plan {
  readonly suites: readonly Suite[];
  readonly size: Size;
  /** Undefined: as the size says. */
  readonly rounds: number | undefined;
  readonly seed: number;
}

const describe = ({ name, guarantee, rounds }: Suite): string => {
  const size = rounds
    ? `${rounds.unit}: ${rounds.usual}, with --full ${rounds.full}`
    : "all there is; nothing is left to chance";
  return `  ${name.padEnd(15)}${guarantee}\n${" ".repeat(17)}(${size})`;
};

export const HELP = `npm run test:system -- [suite …] [options]

Runs suites of the whole system; all of them where none is named.

${SUITES.map(describe).join("\n")}

  --rounds <n>  how often
  --seed <n>    choose as in the run that printed it (a new one where it is left out)
  --full        the figures to run by hand, in place of those of CI
  --short       the figures of \`npm test\`
  --help

Further sizes are variables of the environment, such as OVERSPEND_REQUESTS; each suite prints its own.
Exit codes: 0 all passed, 1 a suite failed, 2 wrong arguments, 130 interrupted.
`;

/** @returns undefined where help is asked for. @throws UsageError with what to do about it */
export function readArguments(args: readonly string[]): Plan | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no suite ${unknown.join(", ")}. There are: ${SUITES.map(({ name }) => name).join(", ")}.`,
    );
  if (values.full && values.short) throw new UsageError("--full and --short exclude each other.");
  const suites = SUITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const rounds = wholeNumber("--rounds", values.rounds, 1);
  if (rounds !== undefined && suites.every((suite) => !suite.rounds))
    throw new UsageError(
      `--rounds: ${suites.map(({ name }) => name).join(", ")} goes over everything there is, and has no rounds.`,
    );
  return {
    suites,
    size: values.full ? "full" : values.short ? "short" : "usual",
    rounds,
    seed: wholeNumber("--seed", values.seed, 0) ?? randomInt(2 ** 31),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rounds: { type: "string" },
        seed: { type: "string" },
        full: { type: "boolean" },
        short: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    // What Node says of unknown options and missing values is clear; its advice behind the first sentence is not.
    throw new UsageError(`${(error as Error).message.split(". ")[0]!.replace(/\.$/, "")}.`);
  }
}

function wholeNumber(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${option} is ${JSON.stringify(text)}; it must be a whole number from ${least} on.`);
}

/** The variables that make a suite as large as planned. What is set in the environment already is left as it is. */
export function variablesOf(
  { seed, rounds, figures = {} }: Suite,
  plan: Plan,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  if (plan.size !== "short") {
    for (const [name, figure] of Object.entries(figures)) variables[name] = env[name] ?? String(figure);
    if (rounds) variables[rounds.variable] = env[rounds.variable] ?? String(rounds[plan.size]);
  }
  if (rounds && plan.rounds !== undefined) variables[rounds.variable] = String(plan.rounds);
  if (seed) variables[seed] = String(plan.seed);
  return variables;
}

const replayOf = ({ name, seed, rounds }: Suite, plan: Plan): string =>
  [
    `npm run test:system -- ${name}`,
    seed && `--seed ${plan.seed}`,
    rounds && plan.rounds !== undefined && `--rounds ${plan.rounds}`,
    plan.size !== "usual" && `--${plan.size}`,
  ]
    .filter(Boolean)
    .join(" ");

/** @returns the exit code of the program, which shows what it shows */
type Execute = (
  program: string,
  args: readonly string[],
  variables: Record<string, string>,
) => Promise<number>;

export const execute: Execute = (program, args, variables) =>
  new Promise((resolve) => {
    const env = { ...process.env, ...variables };
    const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env });
    child.on("error", (error) => {
      process.stderr.write(`could not run ${program}: ${error.message}\n`);
      resolve(EXIT.failed);
    });
    child.on("close", (exitCode) => resolve(exitCode ?? EXIT.failed));
  });

interface Ran {
  readonly suite: Suite;
  readonly rounds: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const VITEST = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));

async function runSuite(suite: Suite, plan: Plan, by: Execute, write: (text: string) => void): Promise<Ran> {
  const variables = variablesOf(suite, plan, process.env);
  const sizes = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  write(`\n── ${suite.name}: ${suite.guarantee}\n`);
  if (sizes.length > 0) write(`   ${sizes.join(" ")}\n`);
  write(`   replay: ${replayOf(suite, plan)}\n`);
  const from = performance.now();
  const exitCode = await by(process.execPath, [VITEST, "run", ...suite.files], variables);
  const count = suite.rounds && (variables[suite.rounds.variable] ?? "as in npm test");
  return {
    suite,
    rounds: suite.rounds ? `${suite.rounds.unit}: ${count}` : "all there is",
    passed: exitCode === 0,
    seconds: (performance.now() - from) / 1000,
  };
}

/** Runs one suite after the other, and tells how each ended. @returns the exit code of the command */
export async function runPlan(
  plan: Plan,
  by: Execute,
  write: (text: string) => void,
  interrupted: AbortSignal,
): Promise<number> {
  const ran: Ran[] = [];
  for (const suite of plan.suites) if (!interrupted.aborted) ran.push(await runSuite(suite, plan, by, write));
  write(`\nseed ${plan.seed}\n${table(ran)}\n`);
  for (const { suite, passed } of ran)
    if (!passed) write(`${suite.name} failed; again: ${replayOf(suite, plan)}\n`);
  if (interrupted.aborted) return EXIT.interrupted;
  return ran.every(({ passed }) => passed) ? EXIT.done : EXIT.failed;
}

/** The suites of processes start what is built. @returns whether it is built */
function build(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "build", "--silent"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", (error) => {
      process.stderr.write(`npm could not be run: ${error.message}\n`);
      resolve(false);
    });
    child.on("close", (exitCode) => {
      if (exitCode !== 0) process.stderr.write(`${output}\nThe build failed; nothing was tested.\n`);
      resolve(exitCode === 0);
    });
  });
}

function table(ran: readonly Ran[]): string {
  const rows = [
    ["suite", "rounds", "result", "time"],
    ...ran.map(({ suite, rounds, passed, seconds }) => [
      suite.name,
      rounds,
      passed ? "passed" : "FAILED",
      `${seconds.toFixed(0)} s`,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

async function main(args: readonly string[]): Promise<number> {
  const plan = readArguments(args);
  if (!plan) {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  if (plan.suites.some(({ needsBuild }) => needsBuild) && !(await build())) return EXIT.failed;
  // The terminal sends Ctrl-C to the suite as well, which ends in order; what ran is still told.
  const interruption = new AbortController();
  process.on("SIGINT", () => interruption.abort());
  return runPlan(plan, execute, (text) => process.stdout.write(text), interruption.signal);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n(npm run test:system -- --help shows what there is)\n`);
    process.exitCode = EXIT.usage;
  }
}
