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

/** A path of somebody's machine means nothing to anybody else. */
const OF_A_MACHINE = /(?<![\w.])\/(?:workspace|root|home\/\w+|Users\/\w+)\/\w/;
const TEXT = /\.(?:ts|tsx|mts|js|mjs|json|md|sql|ya?ml|toml|css|html|svg|sh|txt)$/;
/** Data of others, and this file itself. */
const NOT_READ = /(?:^|\/)package-lock\.json$|catalog-snapshot|\/snapshot\/|^tests\/house\/names\.test\.ts$/;

test("no file names a path of a machine", () => {
  const found = files
    .filter((file) => TEXT.test(file) && !NOT_READ.test(file))
    .flatMap((file) => {
      const path = OF_A_MACHINE.exec(read(file))?.[0];
      return path === undefined ? [] : [`${file}: ${path}`];
    });
  expect(found).toEqual([]);
});

test.each(["see /root/x", "in /Users/me/src", "/home/me/src"])("%s would be noticed", (text) => {
  expect(text).toMatch(OF_A_MACHINE);
});

test("the lock file names no place that packages were fetched from", () => {
  const lock = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const fetched = Object.entries(lock.packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && !link,
  );
  expect(fetched.map(([name, { resolved }]) => `${name}: ${resolved}`)).toEqual([]);
});
