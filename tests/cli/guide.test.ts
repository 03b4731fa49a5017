/** The examples of the guide to imports: blocks marked `file="…"` are written, `run` are run, `result` is what comes of it. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { textMatches } from "../docs/matches.js";
import { readPage } from "../docs/pages.js";
import { farthing } from "./run-command.js";
import { type Served, sell, serve, subscribe } from "./serve.js";

let served: Served;
beforeAll(async () => {
  served = await serve();
  await sell(served.farthing);
  await subscribe(served.farthing, "user_123", "open");
});
afterAll(() => served.close());

const argsOf = (code: string): string[] =>
  code.replaceAll("\\\n", " ").trim().split(/\s+/).slice("npx farthing".split(" ").length);

it("runs as docs/import.md says, and prints what it shows", async () => {
  const { fences } = readPage("import.md");
  let shown = "";
  let results = 0;
  for (const { mark, code } of fences) {
    const file = /^file="(.+)"$/.exec(mark)?.[1];
    if (file) await writeFile(path.join(served.folder, file), `${code}\n`);
    if (mark === "run") {
      expect(code).toMatch(/^npx farthing /);
      shown = (await farthing(served, argsOf(code))).shown.trimEnd();
    }
    if (mark !== "result") continue;
    results += 1;
    expect(textMatches(code, shown), `the guide shows\n${code}\nand it prints\n${shown}`).toBe(true);
  }
  expect(results).toBe(2);
});
