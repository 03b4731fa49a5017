/** `farthing pull`: the codes of the environment become types of the SDK. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typesOf } from "../../packages/cli/src/pull/types-of.js";
import { ROOT } from "../docs/pages.js";
import { createFolder } from "../docs/play.js";
import { farthing } from "./run-command.js";
import { type Served, sell, serve } from "./serve.js";

let served: Served;
/** Where the SDK is found by those who import it. */
let project: ReturnType<typeof createFolder>;
beforeAll(async () => {
  served = await serve();
  project = createFolder();
  await sell(served.farthing);
  await served.farthing.features.create({ name: "Single sign-on", code: "sso", type: "boolean" });
  await served.farthing.plans.create({ name: "Secret", code: "secret", isPublic: false });
});
afterAll(async () => {
  project.remove();
  await served.close();
});

const pull = (...args: string[]) => farthing(served, ["pull", ...args], { cwd: project.folder });

/** What TypeScript says about each line of a program beside the file, by the line. */
function problemsOf(lines: readonly string[]): (string | undefined)[] {
  const program = path.join(project.folder, "program.ts");
  const head = ['import { Farthing } from "@farthing/node";', "const farthing = new Farthing();"];
  writeFileSync(program, [...head, ...lines].join("\n"));
  const checked = ts.createProgram([program, path.join(project.folder, "farthing.d.ts")], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ["farthing-source"],
    typeRoots: [path.join(ROOT, "node_modules/@types")],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  });
  const source = checked.getSourceFile(program)!;
  const problems = new Map<number, string>();
  for (const { start, messageText } of ts.getPreEmitDiagnostics(checked, source))
    problems.set(
      source.getLineAndCharacterOfPosition(start!).line - head.length,
      ts.flattenDiagnosticMessageText(messageText, " "),
    );
  return lines.map((_, line) => problems.get(line));
}

it("writes a line for every feature and plan, private ones too, and says how many there are", async () => {
  expect(await pull()).toMatchObject({ exitCode: 0, out: "farthing.d.ts: 3 features, 3 plans.\n" });
  expect(readFileSync(path.join(project.folder, "farthing.d.ts"), "utf8")).toBe(
    typesOf({
      features: [
        { code: "ai_generation", type: "metered" },
        { code: "api_calls", type: "metered" },
        { code: "sso", type: "boolean" },
      ],
      plans: [
        { code: "blocking", consumptionModel: "balance" },
        { code: "open", consumptionModel: "balance" },
        { code: "secret", consumptionModel: "metered" },
      ],
    }),
  );
});

it("a code that exists is taken, and one that does not is a type error", async () => {
  await pull();
  const track = (feature: string) => `void farthing.usage.track({ customerId: "u", feature: "${feature}" });`;
  const subscribe = (plan: string) =>
    `void farthing.subscriptions.create({ customerId: "u", planCode: "${plan}" });`;
  const refused = expect.stringContaining("not assignable");
  expect(
    problemsOf([track("api_calls"), track("api_cals"), track("sso"), subscribe("secret"), subscribe("gold")]),
  ).toEqual([undefined, refused, refused, undefined, refused]);
});

it("a run again replaces its own file, and leaves one that somebody wrote", async () => {
  expect((await pull()).exitCode).toBe(0);
  const own = path.join(project.folder, "own.ts");
  writeFileSync(own, "export const mine = 1;\n");
  const refused = await pull("--to", "own.ts");
  expect(refused).toMatchObject({
    exitCode: 2,
    out: "",
    err: expect.stringContaining("was not written by farthing pull"),
  });
  expect(readFileSync(own, "utf8")).toBe("export const mine = 1;\n");
});

it("a server that is away is exit 3, and a folder that is not there exit 2", async () => {
  expect(await pull("--url", "http://127.0.0.1:9")).toMatchObject({ exitCode: 3 });
  expect(await pull("--to", "nowhere/farthing.d.ts")).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("ENOENT"),
  });
});

describe("typesOf", () => {
  it("row 25: a code with quotes, a line's end or a comment's end stays a string", () => {
    const code = 'a": never; }\n*/ `b`';
    const text = typesOf({ features: [{ code, type: "metered" }], plans: [] });
    const source = ts.createSourceFile("types.d.ts", text, ts.ScriptTarget.ES2023, true);
    const names: string[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isPropertySignature(node) && ts.isStringLiteral(node.name)) names.push(node.name.text);
      node.forEachChild(look);
    };
    look(source);
    expect(names).toEqual([code]);
  });
});
