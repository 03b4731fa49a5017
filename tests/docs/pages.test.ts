/** The guides fit together, and say all that they must. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ERRORS, invoiceLineKind, invoiceReason } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { serverSources } from "../house/sources.js";
import { anchorsOf, DOCS, linksOf, PAGES, ROOT, readPage } from "./pages.js";

/** Has examples of files and of a command, which the tests of the command run. */
const TESTED_ELSEWHERE = new Set(["import.md"]);
const EXECUTABLE = new Set(["sh", "bash", "js", "ts", "mjs", "console"]);

describe("links", () => {
  it.each(PAGES.map((page) => [page.file, page] as const))("of docs/%s lead somewhere", (_, page) => {
    const broken = linksOf(page)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !leads(page.file, link));
    expect(broken).toEqual([]);
  });

  it("from the map reach every page", () => {
    const map = readPage("README.md");
    const reached = new Set(linksOf(map).map((link) => link.split("#")[0]));
    expect(PAGES.map(({ file }) => file).filter((file) => file !== map.file && !reached.has(file))).toEqual(
      [],
    );
  });
});

function leads(from: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? path.join(DOCS, from) : path.join(DOCS, path.dirname(from), file);
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  return statSync(target).isFile() && anchorsOf(readFileSync(target, "utf8")).has(anchor);
}

describe("examples", () => {
  const fences = PAGES.filter(({ file }) => !TESTED_ELSEWHERE.has(file)).flatMap(({ file, fences }) =>
    fences.map((fence, i) => ({ ...fence, before: fences[i - 1], where: `docs/${file}:${fence.line}` })),
  );

  it("are run, or say why they are not", () => {
    const silent = fences.filter(
      ({ language, mark }) =>
        (EXECUTABLE.has(language) || language === "") && !/^(?:runnable|shown=".{10,}")$/.test(mark),
    );
    expect(silent.map(({ where }) => where)).toEqual([]);
  });

  it("have marks that are known, and results that belong to something", () => {
    const odd = fences.filter(({ language, mark, before }) => {
      if (mark === "result") return !["json", "text"].includes(language) || before?.mark !== "runnable";
      if (mark === "runnable") return !["sh", "js"].includes(language);
      return mark !== "" && !mark.startsWith("shown=");
    });
    expect(odd.map(({ where }) => where)).toEqual([]);
  });
});

describe("pages that list what is in the code", () => {
  it("errors.md has every error with its status, in the catalog's order, and no other", () => {
    const rows = [...readPage("errors.md").text.matchAll(/^\| (\d{3}) \| `(\w+)` \|/gm)];
    expect(rows.map(([, status, code]) => `${status} ${code}`)).toEqual(
      Object.entries(ERRORS).map(([code, { status }]) => `${status} ${code}`),
    );
  });

  it("invoices.md has every kind of line and every reason, and no other", () => {
    const [lines, reasons] = ["line", "reason"].map((head) => {
      const rows = readPage("invoices.md").text.split(`\n| ${head} | is |\n`)[1]!.split("\n\n")[0]!;
      return [...rows.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!).sort();
    });
    expect(lines).toEqual([...invoiceLineKind.options].sort());
    expect(reasons).toEqual([...invoiceReason.options].sort());
  });

  it("self-hosting.md has every setting of the server, and no other", () => {
    const source = readFileSync(path.join(ROOT, "packages/server/src/settings.ts"), "utf8");
    const settings = [...source.matchAll(/\benv\.([A-Z_]+)/g)].map((match) => match[1]!);
    const rows = [...readPage("self-hosting.md").text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      (match) => match[1]!,
    );
    expect(settings.length).toBeGreaterThan(5);
    expect(rows.sort()).toEqual([...new Set(settings)].sort());
  });

  it("self-hosting.md has every metric of the server, and no other", () => {
    const metrics = serverSources().flatMap(({ text }) =>
      [...text.matchAll(/"(farthing_[a-z_]+)"/g)].map((match) => match[1]!),
    );
    const rows = [...readPage("self-hosting.md").text.matchAll(/^\| `(farthing_[a-z_]+)` \|/gm)].map(
      (match) => match[1]!,
    );
    expect(metrics.length).toBeGreaterThan(10);
    expect(rows.sort()).toEqual([...new Set(metrics)].sort());
  });
});
