/**
 * `Idempotency-Key`: the same key and body within 24 hours gives the stored answer, whatever was killed meanwhile.
 *
 * In mode `transaction` the claim, the effect and the answer are one commit: there is no moment in which the key
 * is taken and the effect is missing. In mode `events` the effect is committed by the batch writer under keys of
 * its own, so a request whose holder died may simply be done again.
 */
import { createHash, hash } from "node:crypto";
import { addMs } from "../clock.js";
import { type Db, transaction } from "../db/database.js";
import { FarthingError } from "../errors.js";
import { claim, type HeldClaim, release, type StoredRequest, storeAnswer, takeOver } from "./store.js";

const KEPT_MS = 24 * 60 * 60 * 1_000;
/**
 * A holder that has not answered for this long is taken for dead. Should it live, it finds its claim gone and leaves the
 * new holder's alone; the events' own keys keep the effect single.
 */
const LEASE_MS = 60_000;

export interface Answer {
  readonly status: 200 | 201 | 202;
  readonly body: string;
  /** False where the same request may be answered otherwise next time; only in mode `events`. */
  readonly stored: boolean;
}

interface Once {
  readonly db: Db;
  readonly environmentId: string;
  readonly key: string;
  /** What must be the same for the same key: operation, path, body. */
  readonly fingerprint: readonly (string | Uint8Array)[];
  readonly now: Date;
  readonly mode: "transaction" | "events";
  readonly perform: (db: Db) => Promise<Answer>;
}

/** @throws FarthingError `idempotency_key_mismatch`, `idempotency_in_progress`, or what `perform` throws (nothing is stored then) */
export function onceForKey(once: Once): Promise<{ answer: Answer; replayed: boolean }> {
  const keyDigest = digestOf(once.key);
  const fingerprint = createHash("sha256");
  for (const part of once.fingerprint) fingerprint.update(part).update("\u0000");
  const digest = fingerprint.digest();
  return once.mode === "transaction"
    ? inOneTransaction(once, keyDigest, digest)
    : aroundTheWriter(once, keyDigest, digest);
}

const claimOf = (once: Once, keyDigest: string, fingerprint: Buffer) => ({
  environmentId: once.environmentId,
  keyDigest,
  fingerprint,
  now: once.now,
  expiredBefore: addMs(once.now, -KEPT_MS),
});

const heldClaim = (once: Once, keyDigest: string): HeldClaim => ({
  environmentId: once.environmentId,
  keyDigest,
  since: once.now,
});

async function inOneTransaction(once: Once, keyDigest: string, fingerprint: Buffer) {
  return transaction(once.db, async (tx) => {
    const stored = await claim(tx, claimOf(once, keyDigest, fingerprint));
    if (stored !== "claimed") return replay(stored, fingerprint);
    const answer = await once.perform(tx);
    await storeAnswer(tx, heldClaim(once, keyDigest), answer.status, answer.body);
    return { answer, replayed: false };
  });
}

async function aroundTheWriter(once: Once, keyDigest: string, fingerprint: Buffer) {
  const stored = await claim(once.db, claimOf(once, keyDigest, fingerprint));
  if (stored !== "claimed") {
    const abandoned = stored.status === null && stored.createdAt < addMs(once.now, -LEASE_MS);
    if (!abandoned || !stored.fingerprint.equals(fingerprint)) return replay(stored, fingerprint);
    if (!(await takeOver(once.db, once.environmentId, keyDigest, stored.createdAt, once.now)))
      return replay(stored, fingerprint);
  }
  const held = heldClaim(once, keyDigest);
  try {
    const answer = await once.perform(once.db);
    if (answer.stored) await storeAnswer(once.db, held, answer.status, answer.body);
    else await release(once.db, held);
    return { answer, replayed: false };
  } catch (error) {
    // A refusal does not use up the key. Where even this fails, the lease runs out by itself.
    await release(once.db, held).catch(() => undefined);
    throw error;
  }
}

function replay(stored: StoredRequest, fingerprint: Buffer): { answer: Answer; replayed: true } {
  if (!stored.fingerprint.equals(fingerprint)) {
    throw new FarthingError(
      "idempotency_key_mismatch",
      "This Idempotency-Key was used for a different request in the last 24 hours. Use a new key for a new request.",
      { param: "Idempotency-Key" },
    );
  }
  if (stored.status === null || stored.answer === null) {
    throw new FarthingError(
      "idempotency_in_progress",
      "A request with this Idempotency-Key is still being processed. Retry shortly.",
      { retryAfterSeconds: 1 },
    );
  }
  return {
    answer: { status: stored.status as Answer["status"], body: stored.answer, stored: true },
    replayed: true,
  };
}

/** 16 bytes of SHA-256, in the form of Postgres's `uuid` column: half the size of a key of 36 characters. */
export function digestOf(key: string | Uint8Array): string {
  return hyphenated(hash("sha256", key, "hex"));
}

/** By way of bytes: a text put together of pieces is made twice, once where it is read first. */
function hyphenated(hex: string): string {
  let at = 0;
  for (let i = 0; i < 32; i++) {
    if (i === 8 || i === 12 || i === 16 || i === 20) uuidScratch[at++] = HYPHEN;
    uuidScratch[at++] = hex.charCodeAt(i);
  }
  return uuidScratch.toString("latin1");
}

const HYPHEN = 0x2d;
const UUID_LENGTH = 36;
const uuidScratch = Buffer.alloc(UUID_LENGTH);
