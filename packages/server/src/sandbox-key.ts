/** The sandbox key of a local instance, kept in the data folder so that every start can show it and examples find it. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { SANDBOX_KEY_PATTERN } from "./tenancy/index.js";

const fileIn = (dataDir: string): string => path.join(dataDir, "sandbox-key");

/** Undefined where there is none, or what is there is not a sandbox key. */
export async function readSandboxKey(dataDir: string): Promise<string | undefined> {
  const key = await readFile(fileIn(dataDir), "utf8").then(
    (text) => text.trim(),
    () => "",
  );
  return SANDBOX_KEY_PATTERN.test(key) ? key : undefined;
}

/** Readable by its owner alone. It opens a sandbox, never live data. */
export const writeSandboxKey = (dataDir: string, key: string): Promise<void> =>
  writeFile(fileIn(dataDir), `${key}\n`, { mode: 0o600 });
