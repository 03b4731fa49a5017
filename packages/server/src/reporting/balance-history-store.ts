/** The SQL of balances as they were. */
import { type Db, type Id, query, type Row, uuidFromId } from "../platform/index.js";

export interface Bounds extends Row {
  /** The lines that are here are those after `archived_seq`, up to `last_seq`, each number once. */
  archived_seq: bigint;
  last_seq: bigint;
  first_at: Date;
  /** Of the account; of a closed one, that of its last entry. */
  unit: string | null;
}

/** Undefined where a customer has no line. */
export async function readBounds(db: Db, customerId: Id<"cus">): Promise<Bounds | undefined> {
  const [row] = await query<Bounds>(
    db,
    `SELECT b.last_seq, b.archived_seq, first.created_at AS first_at,
       coalesce(b.unit, (SELECT unit FROM ledger_entries WHERE customer_id = $1 ORDER BY seq DESC LIMIT 1)) AS unit
     FROM (SELECT b.last_seq, b.unit, coalesce(a.through_seq, 0) AS archived_seq
           FROM balances b LEFT JOIN archived_lines a USING (customer_id) WHERE b.customer_id = $1) b
     CROSS JOIN LATERAL (
       SELECT created_at FROM ledger_entries WHERE customer_id = $1 AND seq = b.archived_seq + 1
       UNION ALL
       SELECT created_at FROM usage_events WHERE customer_id = $1 AND seq = b.archived_seq + 1) first`,
    [uuidFromId(customerId)],
  );
  return row;
}

/**
 * What the balance was after the last line of each time, by the time's place. Lines are numbered in the order in which they
 * were written, so the last one of a time is found by halving: twenty looks into an index at a million lines, where all
 * that were written before would have to be read.
 */
export async function balancesAt(
  db: Db,
  customerId: Id<"cus">,
  { archived_seq: archived, last_seq: last, unit }: Bounds,
  times: readonly Date[],
): Promise<Map<number, string>> {
  const rows = await query<{ place: number; nanos: string }>(
    db,
    `WITH RECURSIVE search AS (
       SELECT place::int - 1 AS place, at, $3::bigint AS low, $4::bigint AS high
       FROM unnest($2::timestamptz[]) WITH ORDINALITY AS wanted (at, place)
       UNION ALL
       SELECT place, at, CASE WHEN created_at <= at THEN middle ELSE low END,
         CASE WHEN created_at <= at THEN high ELSE middle - 1 END
       FROM (SELECT search.*, (low + high + 1) / 2 AS middle FROM search WHERE low < high) halves
       CROSS JOIN LATERAL (
         SELECT created_at FROM ledger_entries WHERE customer_id = $1 AND seq = middle
         UNION ALL
         SELECT created_at FROM usage_events WHERE customer_id = $1 AND seq = middle) line)
     SELECT place, balance_after_nanos::text AS nanos FROM search
     CROSS JOIN LATERAL (
       SELECT unit, balance_after_nanos FROM ledger_entries WHERE customer_id = $1 AND seq = low
       UNION ALL
       SELECT unit, balance_after_nanos FROM usage_events WHERE customer_id = $1 AND seq = low) line
     WHERE low = high AND unit = $5`,
    [uuidFromId(customerId), [...times], archived, last, unit],
  );
  return new Map(rows.map(({ place, nanos }) => [place, nanos]));
}
