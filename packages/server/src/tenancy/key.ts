/**
 * API keys: `ck_test_…` (sandbox) and `ck_live_…`. What is stored is a SHA-256 of the whole key: with 160 random
 * bits and more there is nothing for a slow hash to protect, and every request has to afford it.
 */
import { hash, randomBytes } from "node:crypto";

export type EnvironmentKind = "sandbox" | "live";

const MARKS: Record<EnvironmentKind, string> = { sandbox: "ck_test_", live: "ck_live_" };
/** 32 characters of 62 are 190 bits. */
export const SANDBOX_KEY_PATTERN = /^ck_test_[A-Za-z0-9]{32,128}$/;
const SHOWN_CHARACTERS = 12;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export function newKey(kind: EnvironmentKind): string {
  let secret = "";
  while (secret.length < 32) {
    // Bytes of 248 and above would favour the first letters, and are thrown again.
    for (const byte of randomBytes(32)) if (byte < 248 && secret.length < 32) secret += ALPHABET[byte % 62];
  }
  return MARKS[kind] + secret;
}

/** What is stored, in hexadecimal: SHA-256 of the key. */
export const digestOfKey = (key: string): string => hash("sha256", key, "hex");
export const hashKey = (key: string): Buffer => Buffer.from(digestOfKey(key), "hex");
export const prefixOf = (key: string): string => key.slice(0, SHOWN_CHARACTERS);
export const looksLikeKey = (text: string): boolean => /^ck_(test|live)_[A-Za-z0-9]{32,128}$/.test(text);
