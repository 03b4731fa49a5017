/**
 * Seals what must be readable again (the secret a webhook is signed with), with keys that are not in the database: a
 * copy of the database alone gives nothing away. What need only be recognised (API keys) is hashed instead.
 *
 * AES-256-GCM under a key of its own for each purpose, derived by HKDF-SHA256: what was sealed for one purpose does not
 * open for another. Sealed text is base64 of
 *
 *     version (1 byte: 1) | id of the key (4) | nonce (12) | ciphertext | tag (16)
 *
 * The id says which of several keys opens it, so keys can be replaced while what the old one sealed is still there. A
 * nonce is random, which is sound for 2^32 texts of a purpose.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What a key may be made of; long enough that 32 random bytes in base64 or hex fit, and nothing guessable does. */
export const SECRET_KEY_PATTERN = /^[\w.~+/=-]{32,256}$/;

export interface Sealer {
  seal(text: string): string;
  /** @throws SecretKeyError where it was sealed by a key that is not here, for another purpose, or was changed since */
  open(sealed: string): string;
  /** Whether the key that seals now has sealed it; false where it would be better sealed anew. */
  isCurrent(sealed: string): boolean;
}

export interface Secrets {
  /** `purpose` is a name in the code, such as `webhook-secret`; it never changes. */
  for(purpose: string): Sealer;
}

/** What is stored cannot be read with the keys that this server has. */
export class SecretKeyError extends Error {
  override readonly name = "SecretKeyError";
}

const CIPHER = "aes-256-gcm";
const VERSION = 1;
const KEY_BYTES = 32;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES;

/**
 * @param keys texts of {@link SECRET_KEY_PATTERN}: the first seals, all of them open
 * @throws SecretKeyError where one is no such text, or there is none
 */
export function createSecrets(keys: readonly string[]): Secrets {
  if (keys.length === 0 || !keys.every((key) => SECRET_KEY_PATTERN.test(key)))
    throw new SecretKeyError("A secret key is 32 to 256 letters, digits or any of -._~+/=");
  return { for: (purpose) => createSealer(keys, purpose) };
}

/** A text no other caller can guess, for an instance that was given none. */
export const newSecretKey = (): string => randomBytes(KEY_BYTES).toString("base64url");

function createSealer(keys: readonly string[], purpose: string): Sealer {
  const derived = keys.map((key) => ({
    id: derive(key, "id of the key", ID_BYTES),
    key: derive(key, `seal:${purpose}`, KEY_BYTES),
  }));
  const current = derived[0]!;
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const head = Buffer.concat([Buffer.of(VERSION), current.id, nonce]);
      const cipher = createCipheriv(CIPHER, current.key, nonce, { authTagLength: TAG_BYTES }).setAAD(head);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([head, body, cipher.getAuthTag()]).toString("base64");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes[0] !== VERSION || bytes.length < HEAD_BYTES + TAG_BYTES)
        throw new SecretKeyError("A stored secret has a form that this version cannot read.");
      const found = derived.find(({ id }) => id.equals(keyIdOf(bytes)));
      if (!found) throw new SecretKeyError(OTHER_KEY);
      return decipher(found.key, bytes);
    },
    isCurrent: (sealed) => current.id.equals(keyIdOf(Buffer.from(sealed, "base64"))),
  };
}

const OTHER_KEY =
  "What is stored was sealed with another key than this server has. Set FARTHING_SECRET_KEY to the key it was sealed " +
  "with, the same on every node: where none was set, it is in the file secret-key in the FARTHING_DATA_DIR of the " +
  "server that sealed it.";

const keyIdOf = (bytes: Buffer): Buffer => bytes.subarray(1, 1 + ID_BYTES);

function decipher(key: Buffer, bytes: Buffer): string {
  const nonce = bytes.subarray(1 + ID_BYTES, HEAD_BYTES);
  const body = bytes.subarray(HEAD_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(bytes.subarray(0, HEAD_BYTES))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch {
    throw new SecretKeyError("A stored secret was changed, or was sealed for another purpose.");
  }
}

const derive = (key: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", key, "farthing", info, bytes));
