/**
 * The command that runs the suites of this folder: what it is told, what it passes on, and that a failure is one.
 *
 * Broken on purpose: the exit code of a suite not looked at; MODEL_RUNS of suites.ts misspelt; keys.test.ts taken out of
 * the suites. Each was named.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "../house/sources.js";
import { execute, HELP, readArguments, runPlan, UsageError, variablesOf } from "./run.js";
import { SUITES, type Suite } from "./suites.js";

const suite = (name: string): Suite => SUITES.find((each) => each.name === name)!;
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

test("without names all suites run, at the figures of CI, with a seed of their own", () => {
  const plan = readArguments([])!;
  expect(plan.suites).toEqual(SUITES);
  expect([plan.size, plan.rounds]).toEqual(["usual", undefined]);
  expect(Number.isSafeInteger(plan.seed)).toBe(true);
});

test("named suites run at the rounds and the seed that are asked for", () => {
  const plan = readArguments(["crash", "money", "--rounds", "7", "--seed", "1999999999"])!;
  expect(plan.suites.map(({ name }) => name)).toEqual(["crash", "money"]);
  expect(variablesOf(suite("crash"), plan, {})).toEqual({
    CRASH_ROUNDS: "7",
    CRASH_SEED: "1999999999",
    CRASH_READY_MS: "5000",
  });
});

test("sizes are those of CI, of --full, or of the files; what the environment says goes before them", () => {
  const sizes = (args: string[], env = {}) => variablesOf(suite("overspend"), readArguments(args)!, env);
  expect(sizes([])).toMatchObject({ OVERSPEND_REQUESTS: "20000", OVERSPEND_ROUNDS: "1" });
  expect(sizes(["--full"])).toMatchObject({ OVERSPEND_ROUNDS: "5" });
  expect(Object.keys(sizes(["--short"]))).toEqual(["OVERSPEND_SEED"]);
  expect(sizes([], { OVERSPEND_REQUESTS: "9" })).toMatchObject({ OVERSPEND_REQUESTS: "9" });
});

test.each([
  [["crush"], "There is no suite crush. There are: crash,"],
  [["--rounds", "0"], '--rounds is "0"'],
  [["--rounds", "many"], '--rounds is "many"'],
  [["--seed", "-1"], "--seed"],
  [["tenancy", "--rounds", "2"], "has no rounds"],
  [["--full", "--short"], "exclude each other"],
  [["--fast"], "--fast"],
])("%j is refused by name", (args, message) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(message);
});

test("help names every suite", () => {
  expect(readArguments(["crash", "--help"])).toBeUndefined();
  for (const { name } of SUITES) expect(HELP).toMatch(new RegExp(`^ {2}${name} `, "m"));
});

test("every variable of a suite is read by one of its files", () => {
  const unread = SUITES.flatMap(({ name, files, seed, rounds, figures = {} }) =>
    [seed, rounds?.variable, ...Object.keys(figures)]
      .filter((variable) => variable !== undefined)
      .filter((variable) => !files.some((file) => new RegExp(`From\\("${variable}"`).test(read(file))))
      .map((variable) => `${name}: ${variable}`),
  );
  expect(unread).toEqual([]);
});

test("every file here that chooses at random, or starts servers, is in a suite", () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const chosen = readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts") && file !== "run.test.ts")
    .map((file) => `tests/system/${file}`)
    .filter((file) => /seedFrom\(|startProcess|startTwoServers/.test(read(file)));
  const listed = SUITES.flatMap(({ files }) => files);
  expect(chosen.length).toBeGreaterThan(5);
  expect(chosen.filter((file) => !listed.includes(file))).toEqual([]);
});

test("a suite that fails is named with its replay, ends the run with 1, and does not end the others", async () => {
  const plan = readArguments(["money", "fault", "tenancy", "--seed", "5", "--full"])!;
  let shown = "";
  const write = (text: string): void => {
    shown += text;
  };
  const failing = (...names: string[]) => {
    shown = "";
    const by = async (_program: string, args: readonly string[]) =>
      names.some((name) => suite(name).files.every((file) => args.includes(file))) ? 1 : 0;
    return runPlan(plan, by, write, new AbortController().signal);
  };
  expect(await failing()).toBe(0);
  expect(shown).toMatch(/^money +runs: 100000 +passed +0 s$/m);
  expect(await failing("money")).toBe(1);
  expect(shown).toMatch(/^money +runs: 100000 +FAILED +0 s$/m);
  expect(shown).toMatch(/^tenancy +all there is +passed +0 s$/m);
  expect(shown).toContain("money failed; again: npm run test:system -- money --seed 5 --full");
});

test("a suite is run with its variables, and ends as its program does", async () => {
  const program = 'process.exit(process.env.CRASH_ROUNDS === "7" ? 3 : 4)';
  expect(await execute(process.execPath, ["-e", program], { CRASH_ROUNDS: "7" })).toBe(3);
  expect(await execute(path.join(ROOT, "no-such-program"), [], {})).toBe(1);
});

test("a wrong argument ends the command with 2 and a message, without a stack", async () => {
  const args = ["--import", import.meta.resolve("tsx"), "tests/system/run.ts", "crush"];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  let shown = "";
  child.stderr.on("data", (text: Buffer) => {
    shown += text;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(2);
  expect(shown.trim().split("\n")).toHaveLength(2);
  expect(shown).toContain("There is no suite crush.");
});
