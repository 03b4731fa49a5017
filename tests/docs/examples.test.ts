/**
 * Every example of the guides runs, and shows what comes of it.
 *
 * A block marked `runnable` is run; the `json result` after it is a part of the last answer, the `text result` the whole
 * output. An answer that is an error has to be shown. Every page but the quick start goes on from the quick start.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderStandIn, startProviderStandIn } from "../provider-stand-in/index.js";
import { differenceFrom, textMatches } from "./matches.js";
import { type Example, examplesOf, PAGES } from "./pages.js";
import { type Played, play } from "./play.js";
import { typeProblems } from "./type-problems.js";

const START = "quickstart.md";
const pages = PAGES.map((page) => ({ file: page.file, examples: examplesOf(page) })).filter(
  ({ examples }) => examples.length > 0,
);
const quickStart = pages
  .find(({ file }) => file === START)!
  .examples.filter(({ language }) => language === "sh");

let provider: ProviderStandIn;
beforeAll(async () => {
  provider = await startProviderStandIn();
});
afterAll(() => provider.close());

/** What is wrong with an example, in words. */
function problemOf({ example, output, answers }: Played): string | undefined {
  const unexpected = answers.slice(0, -1).find(({ status }) => status < 200 || status >= 400);
  if (unexpected) return `an answer is ${unexpected.status}: ${unexpected.body}`;
  const last = answers.at(-1);
  const { result } = example;
  const shown: unknown = result?.language === "json" ? JSON.parse(result.code) : undefined;
  const isError = last !== undefined && (last.status < 200 || last.status >= 400);
  if (isError && !(typeof shown === "object" && shown !== null && "error" in shown))
    return `the answer is an error that the page does not show: ${last.body}`;
  if (shown !== undefined) {
    if (!last) return "the page shows an answer, and nothing was asked";
    return differenceFrom(shown, JSON.parse(last.body));
  }
  if (result && !textMatches(result.code, output.trimEnd()))
    return `the page shows\n${result.code}\nand it prints\n${output}`;
  return undefined;
}

describe("examples", () => {
  it.each(pages.map(({ file, examples }) => [file, examples] as const))(
    "of docs/%s run and come out as shown",
    async (file, examples) => {
      const env = { ANTHROPIC_BASE_URL: provider.anthropicBaseURL, ANTHROPIC_API_KEY: "any" };
      const done = await play(file === START ? [] : quickStart, examples, env);
      const problems = done.flatMap((one) => {
        const problem = problemOf(one);
        return problem === undefined ? [] : [`docs/${file}:${one.example.line}: ${problem}`];
      });
      expect(problems).toEqual([]);
    },
  );

  it("in JavaScript have the types of the SDK", () => {
    const programs = pages.flatMap(({ file, examples }) =>
      examples
        .filter(({ language }) => language === "js")
        .map(({ code, line }) => ({ name: `docs/${file}:${line}`, code })),
    );
    expect(programs.length).toBeGreaterThan(10);
    expect(typeProblems(programs)).toEqual([]);
  });
});

describe("the check of examples", () => {
  const example = (result: Example["result"]): Example => ({ language: "sh", code: "", line: 1, result });
  const shows = (language: string, code: string) => example({ language, mark: "result", code, line: 2 });
  const ok = { status: 200, body: '{"id":"cus_1","list":[1,2]}' };
  const bad = { status: 402, body: '{"error":{"code":"insufficient_balance"}}' };

  it.each<[string, Played]>([
    ["another value", { example: shows("json", '{"list": [1, 3]}'), output: "", answers: [ok] }],
    ["a field that is not there", { example: shows("json", '{"name": "x"}'), output: "", answers: [ok] }],
    ["fewer items", { example: shows("json", '{"list": [1]}'), output: "", answers: [ok] }],
    ["other text", { example: shows("text", "a…c"), output: "a b d\n", answers: [] }],
    ["an error that is not shown", { example: example(undefined), output: "", answers: [bad] }],
    ["an error on the way", { example: shows("json", "{}"), output: "", answers: [bad, ok] }],
    ["an answer without a question", { example: shows("json", "{}"), output: "", answers: [] }],
  ])("notices %s", (_, played) => {
    expect(problemOf(played)).toBeDefined();
  });

  it.each<[string, Played]>([
    ["a part of the answer", { example: shows("json", '{"id": "cus_…"}'), output: "", answers: [ok] }],
    ["text with gaps", { example: shows("text", "a…d"), output: "a b d\n", answers: [] }],
    ["an error that is shown", { example: shows("json", '{"error": {}}'), output: "", answers: [ok, bad] }],
  ])("takes %s", (_, played) => {
    expect(problemOf(played)).toBeUndefined();
  });
});
