/** The programs a newcomer copies first, from the README and the dashboard's Getting started, run as they stand. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Example, ROOT } from "./pages.js";
import { play } from "./play.js";

const ORIGIN = "http://farthing.invalid";
const KEY = "ck_test_snippet";
const NO_ENVIRONMENT = {};

type Snippet = (key: string) => string;
let curlSnippet: Snippet;
let nodeSnippet: Snippet;

beforeAll(async () => {
  vi.stubGlobal("window", { location: { origin: ORIGIN } });
  // By its file: the dashboard's sources have the types of a browser, and the tests have not.
  const file = path.join(ROOT, "packages/dashboard/src/pages/getting-started/snippets.ts");
  ({ curlSnippet, nodeSnippet } = await import(file));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const example = (language: Example["language"], code: string): Example => ({
  language,
  code,
  line: 1,
  result: undefined,
});
const exportKey = example("sh", "export FARTHING_API_KEY=$(cat .farthing/sandbox-key)");

/** The server of a test has another address and key than the page that was copied from. */
const curl = (): Example =>
  example("sh", curlSnippet("$FARTHING_API_KEY").replace(ORIGIN, "$FARTHING_BASE_URL"));
const node = (): Example =>
  example(
    "js",
    nodeSnippet(KEY)
      .replace(`"${ORIGIN}"`, "process.env.FARTHING_BASE_URL")
      .replace(`"${KEY}"`, "process.env.FARTHING_API_KEY"),
  );

it("the Node snippet charges a first event from nothing, and can be run again", async () => {
  const [, first, again] = await play([], [exportKey, node(), node()], NO_ENVIRONMENT);
  expect(first!.output).toBe("charged 126 left 99874\n");
  expect(again!.output).toBe("charged 126 left 99748\n");
});

it("the curl snippet charges a first event from nothing, and can be run again", async () => {
  const [, first, again] = await play([], [exportKey, curl(), curl()], NO_ENVIRONMENT);
  expect(first!.answers.map(({ status }) => status)).toEqual(Array(7).fill(201));
  expect(JSON.parse(first!.answers.at(-1)!.body)).toMatchObject({
    consumption: { deducted: 126, remaining: 99_874 },
  });
  expect(again!.answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 200, 409, 201]);
});

it("the first program of the README prints what the README says", async () => {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const [, code] = /^```js\n(.*?)^```$/ms.exec(readme)!;
  const [, shown] = /^```text\n(charged.*?)\n```$/ms.exec(readme)!;
  const [, run] = await play([], [exportKey, example("js", code!)], NO_ENVIRONMENT);
  expect(run!.output.trimEnd()).toBe(shown);
});
