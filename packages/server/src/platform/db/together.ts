/**
 * Statements of several things that are worked on at once in one transaction, made one statement.
 *
 * What is due of a thousand subscriptions is decided for each of them alone, by code that reads as if there were no other.
 * Written so, a renewal takes some thirty statements, and most of what it costs is not the rows but the statements. Here
 * the work on many goes on side by side; each asks the database through {@link together}, and what all of them have
 * asked for when none can go on is asked for at once. So a hundred renewals take about as many statements as one.
 */
import { type Column, getTableColumns, type InferInsertModel, type InferSelectModel, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./database.js";

/** One statement for all items. @returns what it came to for each, in their order */
export type Many<I, O> = (tx: Db, items: readonly I[]) => Promise<readonly O[]>;

interface Asked {
  readonly item: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** What is asked for in one transaction and was not sent. */
class Gathering {
  #asked = new Map<Many<never, unknown>, Asked[]>();
  #isScheduled = false;

  constructor(private readonly tx: Db) {}

  ask<I, O>(item: I, many: Many<I, O>): Promise<O> {
    // Not in this turn nor in the promises' that follow it: by then all that can go on has gone on.
    if (!this.#isScheduled) setImmediate(() => this.#send());
    this.#isScheduled = true;
    return new Promise<O>((resolve, reject) => {
      const asked: Asked = { item, resolve: resolve as Asked["resolve"], reject };
      const others = this.#asked.get(many);
      if (others) others.push(asked);
      else this.#asked.set(many, [asked]);
    });
  }

  #send(): void {
    const all = this.#asked;
    this.#asked = new Map();
    this.#isScheduled = false;
    for (const [many, asked] of all) this.#sendOne(many as Many<unknown, unknown>, asked);
  }

  #sendOne(many: Many<unknown, unknown>, asked: readonly Asked[]): void {
    const items = asked.map(({ item }) => item);
    many(this.tx, items).then(
      (results) => {
        for (const [i, { resolve }] of asked.entries()) resolve(results[i]);
      },
      (reason) => {
        for (const { reject } of asked) reject(reason);
      },
    );
  }
}

const gatherings = new WeakMap<Db, Gathering>();

/**
 * Asks for one item. Alone where nothing else is worked on in the transaction: it is sent at once then.
 * @param many the same function for all that may go together
 */
export async function together<I, O>(db: Db, item: I, many: Many<I, O>): Promise<O> {
  const gathering = gatherings.get(db);
  if (gathering) return gathering.ask(item, many);
  const [result] = await many(db, [item]);
  return result as O;
}

/**
 * Works on all items side by side in one transaction. They must not touch each other's rows.
 * @throws what the first of them failed with, once all have ended; nothing may be kept of the transaction then
 */
export async function sideBySide<I, O>(
  tx: Db,
  items: readonly I[],
  work: (item: I) => Promise<O>,
): Promise<O[]> {
  if (items.length < 2 || gatherings.has(tx)) return inTurn(items, work);
  gatherings.set(tx, new Gathering(tx));
  try {
    const ended = await Promise.allSettled(items.map(work));
    return ended.map((one) => {
      if (one.status === "rejected") throw one.reason;
      return one.value;
    });
  } finally {
    gatherings.delete(tx);
  }
}

async function inTurn<I, O>(items: readonly I[], work: (item: I) => Promise<O>): Promise<O[]> {
  const results: O[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

type Keyed = PgTable & { readonly customerId: PgColumn; readonly id: PgColumn };
type KeyOf<T extends Keyed> = Pick<InferSelectModel<T>, "customerId" & keyof InferSelectModel<T>> & {
  readonly id: string;
};

/** Inserts a row. @returns it as it is in the table */
export const insertTogether = <T extends PgTable>(
  db: Db,
  table: T,
  row: InferInsertModel<T>,
): Promise<InferSelectModel<T>> => together(db, row, insertInto(table));

/** Changes a row of a table whose key is `customer_id` and `id`. @returns it as it is then */
export const updateTogether = <T extends Keyed>(
  db: Db,
  table: T,
  key: KeyOf<T>,
  changes: Partial<InferInsertModel<T>>,
): Promise<InferSelectModel<T>> => {
  const given = Object.keys(changes).filter((name) => changes[name as keyof typeof changes] !== undefined);
  return together(db, { key, changes }, update(table, given.sort()));
};

/** Made once for each table (and columns), as it is by them that statements are found to be the same. */
function remembered<A extends object, F>(
  make: (table: A, more: string) => F,
): (table: A, more?: string) => F {
  const made = new WeakMap<A, Map<string, F>>();
  return (table, more = "") => {
    const ofTable = made.get(table) ?? new Map<string, F>();
    made.set(table, ofTable);
    const known = ofTable.get(more);
    if (known) return known;
    const fresh = make(table, more);
    ofTable.set(more, fresh);
    return fresh;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of any table; the functions that are exported say which
type AnyRow = any;

const insertInto = remembered<PgTable, Many<AnyRow, AnyRow>>(
  (table) => async (tx, rows) =>
    (await tx
      .insert(table)
      .values([...rows])
      .returning()) as AnyRow[],
);

interface Change {
  readonly key: { readonly id: string };
  readonly changes: Readonly<Record<string, unknown>>;
}

const update = (table: Keyed, names: readonly string[]) => updateColumns(table, names.join());

const updateColumns = remembered<Keyed, Many<AnyRow, AnyRow>>((table, joined) => {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const names = joined.split(",");
  return async (tx, items: readonly Change[]) => {
    if (items.length === 1) return updateOne(tx, table, items[0]!);
    const set = Object.fromEntries(names.map((name) => [name, sql.raw(`given."${columns[name]!.name}"`)]));
    const given = JSON.stringify(items.map(({ key, changes }) => asJson(columns, { ...changes, ...key })));
    const rows = (await tx
      .update(table)
      .set(set as never)
      .from(sql`jsonb_populate_recordset(NULL::${table}, ${given}::jsonb) AS given`)
      .where(sql`${table.customerId} = given.customer_id AND ${table.id} = given.id`)
      .returning(columns as never)) as AnyRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return items.map(({ key }) => byId.get(key.id));
  };
});

async function updateOne(tx: Db, table: Keyed, { key, changes }: AnyRow): Promise<AnyRow[]> {
  const isIt = sql`${table.customerId} = ${sql.param(key.customerId, table.customerId)} AND ${table.id} = ${sql.param(key.id, table.id)}`;
  return tx.update(table).set(changes).where(isIt).returning() as unknown as Promise<AnyRow[]>;
}

/** A row for `jsonb_populate_recordset`, under the names of the columns. */
function asJson(columns: Readonly<Record<string, PgColumn>>, row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => columns[name])
      .map(([name, value]) => [columns[name]!.name, valueAsJson(columns[name]!, value)]),
  );
}

function valueAsJson(column: Column, value: unknown): unknown {
  if (value === null || value === undefined || column.columnType === "PgJsonb") return value ?? null;
  const driven = column.mapToDriverValue(value);
  // Numbers as text: JSON's are exact only as far as whoever reads them.
  return typeof driven === "bigint" ? driven.toString() : driven;
}

/** For statements about what several items have in common: one for each that is different. */
export const oncePer =
  <I, O>(keyOf: (item: I) => string, one: (tx: Db, item: I) => Promise<O>): Many<I, O> =>
  async (tx, items) => {
    const found = new Map<string, Promise<O>>();
    for (const item of items) if (!found.has(keyOf(item))) found.set(keyOf(item), one(tx, item));
    return Promise.all(items.map((item) => found.get(keyOf(item))!));
  };
