/** The key that seals secrets, for an instance that was given none: made once, and kept in the data folder. */
import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { newSecretKey, SECRET_KEY_PATTERN } from "./platform/index.js";
import { SettingsError } from "./settings.js";

/**
 * The key in `dataDir`, which is there afterwards, readable by its owner alone.
 * @throws SettingsError where the file holds something else: a new key would open nothing of what is stored
 */
export async function keepSecretKey(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "secret-key");
  const key = (await readOrUndefined(file)) ?? (await makeKey(file));
  if (SECRET_KEY_PATTERN.test(key)) return key;
  throw new SettingsError(
    `${file} does not hold a secret key: restore it from a backup, or set FARTHING_SECRET_KEY. ` +
      "If there is none, remove the file; webhook secrets sealed with it must then be rotated.",
  );
}

const readOrUndefined = (file: string): Promise<string | undefined> =>
  readFile(file, "utf8").then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    },
  );

/** Whole or not at all, and never in place of another's: two servers may start in one folder at once. */
async function makeKey(file: string): Promise<string> {
  const written = `${file}.${randomUUID()}`;
  const key = newSecretKey();
  await writeFile(written, `${key}\n`, { mode: 0o600, flush: true });
  try {
    await link(written, file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return (await readFile(file, "utf8")).trim();
  } finally {
    await rm(written, { force: true });
  }
}
