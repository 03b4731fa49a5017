/**
 * Broken on purpose: `open` made to try the first key alone (what an older key sealed was lost); the purpose left out of
 * the derivation; the head not authenticated (a text with the version of another was opened).
 */
import { expect, test } from "vitest";
import { createSecrets, newSecretKey, SecretKeyError } from "./secrets.js";

const [first, second] = [newSecretKey(), newSecretKey()] as const;
const TEXTS = ["", "whsec_abc", "ключ 🔑", "x".repeat(10_000)];

test.each(TEXTS)("what was sealed is opened again, and looks different each time (%#)", (text) => {
  const sealer = createSecrets([first]).for("test");
  const sealed = sealer.seal(text);
  expect(sealer.open(sealed)).toBe(text);
  expect(sealer.seal(text)).not.toBe(sealed);
  if (text) expect(Buffer.from(sealed, "base64").includes(text)).toBe(false);
});

test("it is opened by a server that was given the same key, and by none with another", () => {
  const sealed = createSecrets([first]).for("test").seal("text");
  expect(createSecrets([first]).for("test").open(sealed)).toBe("text");
  const other = createSecrets([second]).for("test");
  expect(() => other.open(sealed)).toThrow(SecretKeyError);
  expect(() => other.open(sealed)).toThrow(/another key.*FARTHING_SECRET_KEY/);
});

test("a key is replaced while what the old one sealed is still there", () => {
  const old = createSecrets([first]).for("test").seal("text");
  const both = createSecrets([second, first]).for("test");
  expect(both.open(old)).toBe("text");
  expect(both.isCurrent(old)).toBe(false);
  const renewed = both.seal("text");
  expect(both.isCurrent(renewed)).toBe(true);
  expect(createSecrets([second]).for("test").open(renewed)).toBe("text");
  expect(() => createSecrets([first]).for("test").open(renewed)).toThrow(SecretKeyError);
});

test("what was sealed for one purpose does not open for another", () => {
  const secrets = createSecrets([first]);
  expect(() => secrets.for("other").open(secrets.for("test").seal("text"))).toThrow(/purpose/);
});

test("no bit of it can be changed", () => {
  const sealer = createSecrets([first]).for("test");
  const bytes = Buffer.from(sealer.seal("text"), "base64");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => sealer.open(changed.toString("base64")), `bit ${bit}`).toThrow(SecretKeyError);
  }
  for (const text of ["", "AQ==", "not base64!", bytes.subarray(0, -1).toString("base64")])
    expect(() => sealer.open(text), text).toThrow(SecretKeyError);
});

test.each([[[]], [["short"]], [[first, "with a blank in it, though it is long enough"]]])(
  "%j are no keys",
  (keys) => {
    expect(() => createSecrets(keys)).toThrow(SecretKeyError);
  },
);
