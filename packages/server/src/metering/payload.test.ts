/**
 * What makes two events with one key the same. The digest of it is stored for ever.
 *
 * Broken on purpose: `cacheReadTokens` left out of the digest; the order of two fields changed. Each failed here.
 */
import { expect, test } from "vitest";
import { differingFields, type Payload, payloadDigest } from "./payload.js";

const TOKENS: Payload = {
  feature: "ai_generation",
  model: "openai/gpt-4o",
  inputTokens: 1_000n,
  outputTokens: 500n,
  cacheReadTokens: 0n,
  cacheWriteTokens: 1n,
  cacheWrite1hTokens: 2n,
  reasoningTokens: 3n,
  operation: null,
  value: null,
};
const UNITS: Payload = {
  feature: "api_calls",
  model: null,
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  reasoningTokens: null,
  operation: null,
  value: 1_500_000_000n,
};

test("the digest of a payload is what it was when the first ones were stored", () => {
  expect(payloadDigest(TOKENS)).toBe("cbb44d7a-f06e-54d0-7bdb-3e85391a8b5f");
  expect(payloadDigest(UNITS)).toBe("0fee3a50-a2bd-540f-97e4-a78e3ed61ecf");
});

test("each field that is compared changes the digest, and is named as the one that differs", () => {
  const changes: { [Field in keyof Payload]: Payload[Field] } = {
    feature: "other",
    model: "openai/gpt-4o-mini",
    inputTokens: 1_001n,
    outputTokens: 501n,
    cacheReadTokens: 1n,
    cacheWriteTokens: 2n,
    cacheWrite1hTokens: 3n,
    reasoningTokens: 4n,
    operation: "set",
    value: 1n,
  };
  const digests = new Set([payloadDigest(TOKENS)]);
  for (const [field, value] of Object.entries(changes)) {
    const changed = { ...TOKENS, [field]: value };
    expect(differingFields(TOKENS, changed)).toEqual([field]);
    digests.add(payloadDigest(changed));
  }
  expect(digests.size).toBe(1 + Object.keys(changes).length);
});
