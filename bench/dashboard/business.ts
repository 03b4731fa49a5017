/**
 * A year of business behind what the customers have done on the first day: copies of their invoices and payments, each a
 * month older, and refused usage. Rows are copied whole, so that a column that a table gains is filled as it was.
 */
import type pg from "pg";

const MONTHS = 11;
const REFUSED = 20_000;

export async function storeBusiness(db: pg.Pool): Promise<void> {
  const client = await db.connect();
  try {
    await client.query("BEGIN");
    // What is finalized takes no lines any more, which a trigger holds: these come with their invoices.
    await client.query("SET LOCAL session_replication_role = replica");
    // Which copy of which invoice is which.
    await client.query(
      `CREATE TEMP TABLE bench_copy ON COMMIT DROP AS
       SELECT i.customer_id, i.id AS of_id, uuidv7(-make_interval(days => 30 * m)) AS id, m,
         row_number() OVER (ORDER BY m DESC, i.id) + 10000000 AS number, i.issued_at - make_interval(days => 30 * m) AS at
       FROM invoices i CROSS JOIN generate_series(1, ${MONTHS}) m`,
    );
    await client.query(
      `INSERT INTO invoices SELECT (jsonb_populate_record(i, jsonb_build_object('id', c.id, 'number', c.number,
         'issued_at', c.at, 'created_at', c.at, 'updated_at', c.at, 'paid_at', c.at,
         'period_start', i.period_start - make_interval(days => 30 * c.m),
         'period_end', i.period_end - make_interval(days => 30 * c.m)))).*
       FROM bench_copy c JOIN invoices i ON i.customer_id = c.customer_id AND i.id = c.of_id`,
    );
    await client.query(
      `INSERT INTO invoice_lines SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),
         'invoice_id', c.id))).*
       FROM bench_copy c JOIN invoice_lines l ON l.customer_id = c.customer_id AND l.invoice_id = c.of_id`,
    );
    await client.query(
      `INSERT INTO payments SELECT (jsonb_populate_record(p, jsonb_build_object('id',
         uuidv7(-make_interval(days => 30 * c.m)), 'invoice_id', c.id, 'created_at', c.at, 'updated_at', c.at, 'paid_at', c.at))).*
       FROM bench_copy c JOIN payments p ON p.customer_id = c.customer_id AND p.invoice_id = c.of_id`,
    );
    await client.query(
      `INSERT INTO refused_usage (customer_id, id, environment_id, feature_id, occurred_at, reason, message, attempts, event,
         cost_nanos, status, created_at, updated_at)
       SELECT s.customer_id, uuidv7(-make_interval(secs => n)), s.environment_id, f.id, now() - make_interval(secs => n),
         'insufficient_balance', 'The balance is used up.', 1,
         jsonb_build_object('customerId', s.customer_id, 'feature', f.code, 'value', 1), NULL, 'open', now(), now()
       FROM generate_series(1, ${REFUSED}) n
       JOIN (SELECT customer_id, environment_id, row_number() OVER () AS nth, count(*) OVER () AS all_of FROM subscriptions) s
         ON s.nth = n % s.all_of + 1
       JOIN LATERAL (SELECT id, code FROM features LIMIT 1) f ON true`,
    );
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  await db.query("VACUUM (ANALYZE)");
}
