/**
 * What would be left if parts of charging cost nothing: routes that read and validate events as the real ones do, and
 * answer a small object. It is neither exact nor a service; its figures are what no server of this make can pass.
 *
 * BENCH_LIMIT says how much it does:
 * - `http`: nothing else.
 * - `commit`: the server's own writer, which puts what waits into one transaction, and in it one line, so that a commit
 *   waits for the disk.
 * - `insert`: that writer, and in its transaction a `COPY` of a row for each event into a copy of `usage_events`. The row
 *   is one that the server has recorded, with another customer, number, id and key.
 * - `statements`: and all other statements of a charge, by the server's own functions: it locks the accounts, looks up
 *   the keys, reads the versions and what changed since, saves the balances and adds to the totals. What it writes
 *   is made up: nothing is priced, decided, or answered.
 */
import type * as FarthingServer from "@farthing/server";
import pg from "pg";
import { type Account, copyableEvents, LIMIT_COMMITS, LIMIT_INSERTS, readAccounts } from "./columns.js";
import { EVENTS } from "./database.js";
import { database, endpointNamed, farthing, serve } from "./kit-server.js";
import type { Limit } from "./rows/limits.js";

const limit = process.env.BENCH_LIMIT as Limit;
const trackUsage = endpointNamed("trackUsage");
const trackUsageBatch = endpointNamed("trackUsageBatch");

type Tx = Parameters<typeof farthing.copyIn>[0];
type CustomerId = FarthingServer.Id<"cus">;

/** What is written of an event: it is named by these alone. */
interface Sent {
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly model?: string | undefined;
}

/** An event under way to its row. */
interface Row {
  readonly account: Account;
  readonly customerId: CustomerId;
  readonly keyDigest: string;
  readonly isAi: boolean;
}

const COPY_MESSAGE_BYTES = 5;
const COPY_HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
/** No more rows; then, in a message of its own, that this was all. */
const COPY_END = Buffer.from([0xff, 0xff, 0x63, 0, 0, 0, 4]);
const UUID_BYTES = 16;
/** In a row of `copyableEvents`: the number of fields, and before each field its length. */
const CUSTOMER_AT = 2 + 4;
const SEQ_AT = CUSTOMER_AT + UUID_BYTES + 4;
const ID_AT = SEQ_AT + 8 + 4;
const KEY_AT = ID_AT + UUID_BYTES + 4;

// By a connection of its own: those of the server send statements together, which no other reading of rows can share.
const reader = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 1 });
const { columns, units, tokens, totals } = await copyableEvents(reader);
const accounts = await readAccounts(reader);
await reader.end();
const eventsTable = limit === "statements" ? EVENTS : LIMIT_INSERTS;
const copyEvents = `COPY ${eventsTable} (${columns.join(", ")}) FROM STDIN (FORMAT binary)`;
/** The numbers of the last lines, by customer. */
const lastSeqs = new Map<string, bigint>();

function rowOf({ customerId, idempotencyKey, model }: Sent): Row {
  const account = accounts.get(customerId)!;
  return {
    account,
    customerId: farthing.idFromUuid("cus", account.customerId),
    keyDigest: farthing.digestOf(idempotencyKey),
    isAi: model !== undefined,
  };
}

function writeRow(target: Buffer, at: number, { customerId, keyDigest, isAi }: Row): number {
  const row = isAi ? tokens : units;
  const seq = (lastSeqs.get(customerId) ?? 0n) + 1n;
  lastSeqs.set(customerId, seq);
  row.copy(target, at);
  farthing.writeIdBytes(customerId, target, at + CUSTOMER_AT);
  target.writeBigInt64BE(seq, at + SEQ_AT);
  farthing.writeIdBytes(farthing.newId("evt"), target, at + ID_AT);
  farthing.writeUuidBytes(keyDigest, target, at + KEY_AT);
  return at + row.length;
}

function messageOf(rows: readonly Row[]): Buffer {
  const longest = Math.max(units.length, tokens.length);
  const bytes = COPY_MESSAGE_BYTES + COPY_HEADER.length + rows.length * longest + COPY_END.length;
  const message = Buffer.allocUnsafe(bytes);
  let at = COPY_MESSAGE_BYTES + COPY_HEADER.copy(message, COPY_MESSAGE_BYTES);
  for (const row of rows) at = writeRow(message, at, row);
  at += COPY_END.copy(message, at);
  message[0] = "d".charCodeAt(0);
  // Of the first message, without its type: the second one has five bytes.
  message.writeInt32BE(at - 1 - COPY_MESSAGE_BYTES, 1);
  return message.subarray(0, at);
}

const insert = (tx: Tx, rows: readonly Row[]): Promise<unknown> =>
  farthing.copyIn(tx, copyEvents, { end: () => messageOf(rows) });

const catalogs = new farthing.Catalogs(farthing.createModelPricing());
const openSubscriptions = new farthing.OpenSubscriptions();

/** In two round trips, as charging does. */
async function charge(tx: Tx, rows: readonly Row[]): Promise<Promise<unknown>[]> {
  const owners = [...new Map(rows.map((row) => [row.customerId, row])).values()];
  const [locked] = await Promise.all([
    farthing.lockKnownAccounts(tx, owners),
    farthing.findKnownKeys(tx, rows),
    catalogs.of(tx, [farthing.idFromUuid("env", rows[0]!.account.environmentId)]),
  ]);
  await openSubscriptions.of(tx, locked.values());
  const at = new Date();
  return [
    insert(tx, rows),
    farthing.saveAccounts(
      tx,
      [...locked.values()].map((account) => ({ account, at })),
    ),
    farthing.addRollups(tx, totalsOf(rows, at)),
  ];
}

const HOUR_MS = 3_600_000;
type Rollup = Parameters<typeof farthing.addRollups>[1][number];

/** One for each customer and feature, each as large as a recorded one. */
function totalsOf(rows: readonly Row[], at: Date): Rollup[] {
  const hourMs = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
  const byName = new Map<string, Rollup>();
  for (const { customerId, isAi, account } of rows) {
    const total = isAi ? totals.tokens : totals.units;
    byName.set(`${customerId} ${total.model}`, {
      customerId,
      featureId: farthing.idFromUuid("feat", total.featureId),
      environmentId: farthing.idFromUuid("env", account.environmentId),
      hourMs,
      model: total.model,
      currency: "USD",
      events: 1,
      quantityNanoUnits: BigInt(total.quantity) * 1_000_000_000n,
      inputTokens: BigInt(total.inputTokens),
      outputTokens: BigInt(total.outputTokens),
      cacheReadTokens: 0n,
      cacheWriteTokens: 0n,
      costNanos: BigInt(total.costNanos),
      creditsNanos: 0n,
      providerCostNanos: BigInt(total.costNanos),
    });
  }
  return [...byName.values()];
}

type Write = (tx: Tx, rows: readonly Row[]) => Promise<unknown>[] | Promise<Promise<unknown>[]>;
const WRITES: Record<Exclude<Limit, "http">, Write> = {
  commit: (tx, rows) => [
    farthing.query(tx, `INSERT INTO ${LIMIT_COMMITS} (events) VALUES ($1)`, [rows.length], "limit-commit"),
  ],
  insert: (tx, rows) => [insert(tx, rows)],
  statements: charge,
};

const writer =
  limit === "http"
    ? undefined
    : new farthing.BatchWriter<Row, undefined>({
        database,
        settle: async (tx, rows) => ({
          result: rows.map(() => undefined),
          writes: await WRITES[limit](tx, rows),
        }),
        accountOf: ({ customerId }) => customerId,
      });

async function record(events: readonly Sent[]): Promise<void> {
  const settled = await writer?.write(events.map(rowOf));
  for (const outcome of settled ?? []) if (outcome.status === "rejected") throw outcome.reason;
}

const oneEvent: FarthingServer.Endpoint = {
  ...trackUsage,
  handle: async ({ body }) => {
    await record([body as Sent]);
    return { object: "empty" };
  },
};

const manyEvents: FarthingServer.Endpoint = {
  ...trackUsageBatch,
  handle: async ({ body }) => {
    const events = (body as { events: readonly unknown[] }).events.map((event) =>
      farthing.validate(trackUsage.body!, event),
    );
    await record(events as Sent[]);
    return { object: "usage_batch", recorded: events.length };
  },
};

serve([oneEvent, manyEvents]);
