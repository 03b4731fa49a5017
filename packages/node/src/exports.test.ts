/** What a program of yours can name. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
const index = read("./index.ts");

test("the type of every answer and of every resource has a name that can be imported", () => {
  const named = [...read("./schemas.ts").matchAll(/^export type (\w+) = /gm)].map(([, name]) => name!);
  const shown = index.slice(index.indexOf("  Address,"), index.indexOf('} from "./schemas.js"'));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !new RegExp(`^  ${name},$`, "m").test(shown))).toEqual([]);
  const resources = readdirSync(new URL("./resources", import.meta.url))
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => `export type * from "./resources/${file.replace(/\.ts$/, ".js")}";`);
  expect(resources.filter((line) => !index.includes(line))).toEqual([]);
});
