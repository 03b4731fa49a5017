/** The sandbox key of an instance, kept in the data folder so that examples find it. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Settings } from "./settings.js";
import { prefixOf, SANDBOX_KEY_PATTERN } from "./tenancy/index.js";

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

/**
 * As the start line has it: whole where the instance is this machine's own, with its embedded Postgres. Elsewhere what a
 * server prints is gathered and kept, and is read by more people than the folder is.
 * @param sandboxKey one that opens the sandbox, or the beginning of one
 */
export function keyToShow(
  sandboxKey: { readonly key: string } | { readonly prefix: string },
  { databaseUrl, dataDir, sandboxKey: given }: Pick<Settings, "databaseUrl" | "dataDir" | "sandboxKey">,
): string {
  if (!("key" in sandboxKey)) return `${sandboxKey.prefix}… (shown when it was made)`;
  const { key } = sandboxKey;
  if (!databaseUrl) return key;
  return `${prefixOf(key)}… (${key === given ? "as FARTHING_SANDBOX_KEY has it" : `in ${fileIn(dataDir)}`})`;
}
