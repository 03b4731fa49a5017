/** The server's own sources, parsed, for rules that read them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const SERVER_SRC = path.join(ROOT, "packages/server/src");

export interface Source {
  /** Below `packages/server/src`, with forward slashes: `ledger/post.ts`. */
  readonly file: string;
  readonly text: string;
}

const SKIPPED = new Set(["node_modules", "dist", ".git", ".farthing", "coverage", "test-results"]);

/** Every file below `folder`, as paths relative to it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(path.join(folder, entry.name)).map((file) => `${entry.name}/${file}`)
        : entry.isFile()
          ? [entry.name]
          : [],
    )
    .sort();
}

/** What runs in the server: tests are left out, they may do what the server may not. */
export const serverSources = (): Source[] =>
  filesBelow(SERVER_SRC)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => ({ file, text: readFileSync(path.join(SERVER_SRC, file), "utf8") }));

export const parse = ({ file, text }: Source): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `file:line: what`, as an editor understands it. */
export function at(source: ts.SourceFile, node: ts.Node, what: string): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${source.fileName}:${line + 1}: ${what}`;
}

/** Runs a rule over all nodes of all sources and gives what it says. */
export function offences(
  sources: readonly Source[],
  rule: (node: ts.Node, source: ts.SourceFile) => string | undefined,
): string[] {
  return sources.flatMap((each) => {
    const source = parse(each);
    const found: string[] = [];
    walk(source, (node) => {
      const what = rule(node, source);
      if (what !== undefined) found.push(at(source, node, what));
    });
    return found;
  });
}
