/** Broken on purpose: `link` made `rename` (two servers at once had two keys); a file of nonsense replaced by a new key. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSecrets } from "./platform/index.js";
import { keepSecretKey } from "./secret-key.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "farthing-secret-key-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the key is made once, and its owner alone can read it", async () => {
  const key = await keepSecretKey(folder);
  expect(createSecrets([key])).toBeDefined();
  expect(await keepSecretKey(folder)).toBe(key);
  expect((await stat(path.join(folder, "secret-key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["secret-key"]);
});

test("servers that start at once have one key", async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => keepSecretKey(folder)));
  expect(new Set(keys)).toEqual(new Set([(await readFile(path.join(folder, "secret-key"), "utf8")).trim()]));
});

test.each(["", "half a ke"])("a file that holds %j is not taken for a key, nor overwritten", async (text) => {
  await writeFile(path.join(folder, "secret-key"), text);
  await expect(keepSecretKey(folder)).rejects.toThrow(/secret-key does not hold.*FARTHING_SECRET_KEY/);
  expect(await readFile(path.join(folder, "secret-key"), "utf8")).toBe(text);
});
