/** The pages of `docs/`, as far as tests look at them: fenced blocks, headings, links. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { filesBelow } from "../house/sources.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const DOCS = path.join(ROOT, "docs");

export interface Fence {
  readonly language: string;
  /** The rest of the info string: `runnable`, `result`, `shown="…"`, or nothing. */
  readonly mark: string;
  readonly code: string;
  /** Of the line that opens it. */
  readonly line: number;
}

export interface Page {
  /** Below `docs`, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

/** What is run, and what the page says comes of it. */
export interface Example {
  readonly language: "sh" | "js";
  readonly code: string;
  readonly line: number;
  readonly result: Fence | undefined;
}

export const readPage = (file: string): Page => {
  const text = readFileSync(path.join(DOCS, file), "utf8");
  return { file, text, fences: fencesOf(text) };
};

export const PAGES: readonly Page[] = filesBelow(DOCS)
  .filter((file) => file.endsWith(".md"))
  .map(readPage);

function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { language: string; mark: string; line: number; code: string[] } | undefined;
  text.split("\n").forEach((content, index) => {
    const fence = /^```(\w*) ?(.*)$/.exec(content);
    if (fence && open) {
      fences.push({ ...open, code: open.code.join("\n") });
      open = undefined;
    } else if (fence) open = { language: fence[1]!, mark: fence[2]!, line: index + 1, code: [] };
    else open?.code.push(content);
  });
  if (open) throw new Error(`the fence of line ${open.line} is not closed`);
  return fences;
}

export function examplesOf({ fences }: Page): Example[] {
  return fences.flatMap(({ language, mark, code, line }, index) => {
    if (mark !== "runnable" || (language !== "sh" && language !== "js")) return [];
    const next = fences[index + 1];
    return [{ language, code, line, result: next?.mark === "result" ? next : undefined }];
  });
}

const withoutFences = (text: string): string => text.replaceAll(/^```.*?^```$/gms, "");

/** Targets of the links of a page. */
export const linksOf = ({ text }: Page): string[] =>
  [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);

/** Names that a link may have behind `#`, as GitHub makes them. */
export const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
      match[1]!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\- _]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
