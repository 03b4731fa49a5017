/**
 * Broken on purpose: without the check of `--only`, a misspelt row measures nothing and ends well; with `write` left
 * to its default, a quick run overwrites the results of a whole one.
 */
import { expect, test } from "vitest";
import { ArgumentError, ROW_NAMES, readArguments } from "./arguments.js";

test("without arguments every row is measured at full size, and written down", () => {
  expect(readArguments([])).toEqual({
    rows: new Set(ROW_NAMES),
    quick: false,
    limits: false,
    year: false,
    large: false,
    seed: 1,
    write: true,
    server: undefined,
  });
});

test.each([["--quick"], ["--only", "batch"], ["--server", "/elsewhere/main.mjs"]])(
  "%s does not write down results, unless that is asked for",
  (...argv) => {
    expect(readArguments(argv)).toMatchObject({ write: false });
    expect(readArguments([...argv, "--write"])).toMatchObject({ write: true });
  },
);

test("the limits are measured alone, and not written down", () => {
  expect(readArguments(["--limits"])).toMatchObject({ limits: true, write: false });
  expect(readArguments(["--limits", "--quick"])).toMatchObject({ limits: true, quick: true });
});

test("a year is measured alone, and not written down", () => {
  expect(readArguments(["--year"])).toMatchObject({ year: true, write: false });
  expect(readArguments(["--year", "--quick"])).toMatchObject({ year: true, quick: true });
});

test("rows, seed and server are read", () => {
  const options = readArguments(["--only", "batch, hot", "--seed", "7", "--server", "/elsewhere/main.mjs"]);
  expect(options).toMatchObject({ rows: new Set(["batch", "hot"]), seed: 7, server: "/elsewhere/main.mjs" });
});

test("the environment may name the server too", () => {
  expect(readArguments([], { BENCH_SERVER: "/elsewhere/main.mjs" })?.server).toBe("/elsewhere/main.mjs");
  expect(readArguments([], { BENCH_SERVER: "" })?.server).toBeUndefined();
});

test("help is help, whatever else is asked for", () => {
  expect(readArguments(["--help"])).toBeUndefined();
});

test.each([
  [["--only", "bach"], '--only: there is no row "bach"'],
  [["--only", ""], '--only: there is no row ""'],
  [["--seed", "-1"], "--seed"],
  [["--seed", "1.5"], "--seed is"],
  [["--seed", "99999999999"], "--seed is"],
  [["--seed"], "--seed"],
  [["--quick", "--large"], "cannot be used together"],
  [["--limits", "--large"], "--limits cannot be used together"],
  [["--limits", "--only", "batch"], "--limits cannot be used together"],
  [["--limits", "--write"], "--limits cannot be used together"],
  [["--year", "--limits"], "--year cannot be used together"],
  [["--year", "--only", "batch"], "--year cannot be used together"],
  [["--fast"], "--fast"],
  [["batch"], "batch"],
])("%j is refused by name", (argv, message) => {
  expect(() => readArguments(argv)).toThrow(ArgumentError);
  expect(() => readArguments(argv)).toThrow(message);
});
