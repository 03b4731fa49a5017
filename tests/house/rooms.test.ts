/**
 * The order of the rooms, as ARCHITECTURE.md has it. Imports point up the list, and only at a room's `index.ts`.
 *
 * Broken on purpose: an import of ../charging/index.js in ledger/post.ts, and of ../ledger/store.js in
 * charging/charge.ts. Both were named with file and line; the planted sources below keep that proof.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { SERVER_SRC, type Source, serverSources } from "./sources.js";

const ROOMS = [
  "platform",
  "tenancy",
  "customers",
  "plans",
  "models",
  "rating",
  "ledger",
  "subscriptions",
  "metering",
  "charging",
  "archiving",
  "billing",
  "payments",
  "webhooks",
  "reporting",
  "portal",
] as const;
/** In front of the rooms: `app.ts` puts it there, and nothing behind it knows of it. */
const EDGE = "drop-in";

const roomOf = (file: string): string | undefined => (file.includes("/") ? file.split("/")[0] : undefined);

function importsOf({ file, text }: Source): { target: string; line: number }[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName, pos }) => ({
      target: path.posix.normalize(
        path.posix.join(path.posix.dirname(file), fileName.replace(/\.js$/, ".ts")),
      ),
      line: text.slice(0, pos).split("\n").length,
    }));
}

function roomOffences(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ target, line }) => {
      const what = offence(source.file, target);
      return what === undefined ? [] : [`${source.file}:${line}: imports ${target}: ${what}`];
    }),
  );
}

function offence(file: string, target: string): string | undefined {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined && target === "../package.json") return undefined;
  if (target.startsWith("..")) return "it is outside of the server's sources";
  if (from === to) return undefined;
  if (to === undefined) return "a room cannot know how the server is put together";
  if (target !== `${to}/index.ts`) return `it reaches past the door of ${to}`;
  if (to === EDGE) return file === "app.ts" ? undefined : "only app.ts may know the edge";
  if (from === undefined || from === EDGE) return undefined;
  return order(from) > order(to) ? undefined : `${from} comes before ${to} and cannot know it`;
}

const order = (room: string): number => (ROOMS as readonly string[]).indexOf(room);

test("rooms import only rooms above them, and only at their doors", () => {
  expect(roomOffences(serverSources())).toEqual([]);
});

test("every folder of the server is a room of the list, and has a door", () => {
  const folders = [...new Set(serverSources().flatMap(({ file }) => roomOf(file) ?? []))];
  expect(folders.filter((folder) => order(folder) === -1 && folder !== EDGE)).toEqual([]);
  expect(folders.filter((folder) => !existsSync(path.join(SERVER_SRC, folder, "index.ts")))).toEqual([]);
});

test.each([
  ["a room below", "ledger/post.ts", "../charging/index.js", /cannot know it/],
  ["past a door", "charging/charge.ts", "../ledger/store.js", /reaches past the door/],
  ["past a door, from the start-up", "app.ts", "./ledger/store.js", /reaches past the door/],
  ["the edge", "charging/routes.ts", "../drop-in/index.js", /only app.ts/],
  ["the start-up", "charging/routes.ts", "../app.js", /put together/],
  ["a test's folder", "charging/routes.ts", "../../test/instance.js", /outside/],
])("an import of %s is noticed, in every form", (_, file, target, message) => {
  for (const statement of [
    `import { x } from "${target}";`,
    `import type { X } from "${target}";`,
    `export * from "${target}";`,
    `import "${target}";`,
    `const x = await import("${target}");`,
  ]) {
    const found = roomOffences([{ file, text: `// one\n${statement}\n` }]);
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(found[0]).toContain(`${file}:2:`);
  }
});

test.each([
  ["a room above", "rating/rate.ts", "../models/index.js"],
  ["the same room", "charging/charge.ts", "./decide.js"],
  ["a folder of the same room", "platform/http/server.ts", "../db/database.js"],
  ["a room, from the start-up", "app.ts", "./reporting/index.js"],
  ["the edge, from app.ts", "app.ts", "./drop-in/index.js"],
])("an import of %s is let through", (_, file, target) => {
  expect(roomOffences([{ file, text: `import { x } from "${target}";` }])).toEqual([]);
});
