/**
 * Names say what a thing is for; the project speaks of itself alone; packages come from the public registry, by
 * their names.
 *
 * Broken on purpose: an empty packages/server/src/charging/utils.ts, a machine's path in a comment of app.ts, and a
 * `resolved` URL in package-lock.json. Each was named.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { filesBelow, ROOT } from "./sources.js";

const files = filesBelow(ROOT);
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const EMPTY_NAMES =
  /^(?:utils?|helpers?|common|misc|lib|stuff|shared)(?:$|\.)|[-_.](?:utils?|helpers?|misc)\./i;
const saysNothing = (file: string): boolean => file.split("/").some((part) => EMPTY_NAMES.test(part));

test("no file or folder has a name that says nothing", () => {
  expect(files.filter(saysNothing)).toEqual([]);
});

test.each([
  "src/utils/a.ts",
  "src/util.ts",
  "src/helpers.ts",
  "src/common/a.ts",
  "test/db-helpers.ts",
  "misc.md",
])("%s would be noticed", (file) => {
  expect(saysNothing(file)).toBe(true);
});

/** Paths of machines, and words of how the code came about: neither means anything to a reader of it. */
const FOREIGN: readonly RegExp[] = [
  /(?<![\w.])\/(?:work|workspace|root|home\/\w+|Users\/\w+)\/\w/,
  /\bshared\/(?:spec|seeds|reference)\b/,
  /\b(?:rest-surface|failures|price-catalogs|toolchain)\.md\b/,
  /\b\d{3}_[0-9a-f]{12,}\b/,
  /\bsub-?agents?\b/i,
  /\bas an ai\b|\bai assistant\b|\bcoding agent\b|\bpair[- ]programm/i,
  /\bclaude code\b|\bgithub copilot\b/i,
  /\b(?:artifactory|verdaccio|codeartifact)\b/i,
];
const TEXT = /\.(?:ts|tsx|mts|js|mjs|json|md|sql|ya?ml|toml|css|html|svg|sh|txt)$/;
/** Data of others, and this list itself. */
const NOT_READ = /(?:^|\/)package-lock\.json$|catalog-snapshot|\/snapshot\/|^tests\/house\/names\.test\.ts$/;

const foreignWord = (text: string): string | undefined =>
  FOREIGN.map((word) => word.exec(text)?.[0]).find((found) => found !== undefined);

test("the project speaks of itself alone", () => {
  const found = files
    .filter((file) => TEXT.test(file) && !NOT_READ.test(file))
    .flatMap((file) => {
      const word = foreignWord(read(file));
      return word === undefined ? [] : [`${file}: ${word}`];
    });
  expect(found).toEqual([]);
});

test.each(["see /work/main/x", "in shared/spec/api.md", "a subagent wrote", "/home/me/src"])(
  "%s would be noticed",
  (text) => {
    expect(foreignWord(text)).toBeDefined();
  },
);

test("the lock file names no place that packages were fetched from", () => {
  const lock = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const fetched = Object.entries(lock.packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && !link,
  );
  expect(fetched.map(([name, { resolved }]) => `${name}: ${resolved}`)).toEqual([]);
});
