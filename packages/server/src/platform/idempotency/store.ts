/** The SQL of idempotent requests. */
import type { Db } from "../db/database.js";
import { query } from "../db/database.js";
import { uuidFromId } from "../ids.js";

export interface StoredRequest {
  readonly fingerprint: Buffer;
  readonly status: number | null;
  readonly answer: string | null;
  readonly createdAt: Date;
}

interface Claim {
  readonly environmentId: string;
  readonly keyDigest: string;
  readonly fingerprint: Uint8Array;
  readonly now: Date;
  readonly expiredBefore: Date;
}

/**
 * Takes the key, or gives what is stored under it. Inside a transaction the unique index makes a second request
 * wait until the first has committed or rolled back. A row that is older than 24 hours is taken over.
 */
export async function claim(
  db: Db,
  { environmentId, keyDigest, fingerprint, now, expiredBefore }: Claim,
): Promise<StoredRequest | "claimed"> {
  const taken = await query(
    db,
    `INSERT INTO idempotent_requests (environment_id, key_digest, fingerprint, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (environment_id, key_digest) DO UPDATE
       SET fingerprint = excluded.fingerprint, status = NULL, answer = NULL, created_at = excluded.created_at
       WHERE idempotent_requests.created_at < $5
     RETURNING 1`,
    [uuidFromId(environmentId), keyDigest, fingerprint, now, expiredBefore],
  );
  if (taken.length > 0) return "claimed";
  const [row] = await query<{
    fingerprint: Buffer;
    status: number | null;
    answer: string | null;
    created_at: Date;
  }>(
    db,
    "SELECT fingerprint, status, answer, created_at FROM idempotent_requests WHERE environment_id = $1 AND key_digest = $2",
    [uuidFromId(environmentId), keyDigest],
  );
  return row
    ? { ...row, createdAt: row.created_at }
    : claim(db, { environmentId, keyDigest, fingerprint, now, expiredBefore });
}

/** Takes over a claim whose holder is gone. False where somebody else was faster. */
export async function takeOver(
  db: Db,
  environmentId: string,
  keyDigest: string,
  heldSince: Date,
  now: Date,
): Promise<boolean> {
  const rows = await query(
    db,
    `UPDATE idempotent_requests SET created_at = $4
     WHERE environment_id = $1 AND key_digest = $2 AND created_at = $3 AND status IS NULL RETURNING 1`,
    [uuidFromId(environmentId), keyDigest, heldSince, now],
  );
  return rows.length > 0;
}

/** A claim by its holder: another holder's has another time. */
export interface HeldClaim {
  readonly environmentId: string;
  readonly keyDigest: string;
  readonly since: Date;
}

const HELD = "environment_id = $1 AND key_digest = $2 AND created_at = $3 AND status IS NULL";
const heldBy = (claim: HeldClaim): unknown[] => [
  uuidFromId(claim.environmentId),
  claim.keyDigest,
  claim.since,
];

export async function storeAnswer(db: Db, held: HeldClaim, status: number, answer: string): Promise<void> {
  await query(db, `UPDATE idempotent_requests SET status = $4, answer = $5 WHERE ${HELD}`, [
    ...heldBy(held),
    status,
    answer,
  ]);
}

export async function release(db: Db, held: HeldClaim): Promise<void> {
  await query(db, `DELETE FROM idempotent_requests WHERE ${HELD}`, heldBy(held));
}

/** Small enough that a piece is done within milliseconds, and holds up nobody. */
const FORGOTTEN_AT_ONCE = 1_000;

/** Forgets answers older than the time they are kept for: oldest first, in pieces that commit one by one. */
export async function forget(db: Db, before: Date): Promise<void> {
  for (;;) {
    const gone = await query(
      db,
      `WITH oldest AS MATERIALIZED (
         SELECT environment_id, key_digest FROM idempotent_requests WHERE created_at < $1
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       DELETE FROM idempotent_requests r USING oldest
       WHERE r.environment_id = oldest.environment_id AND r.key_digest = oldest.key_digest
       RETURNING 1`,
      [before, FORGOTTEN_AT_ONCE],
    );
    if (gone.length < FORGOTTEN_AT_ONCE) return;
  }
}
