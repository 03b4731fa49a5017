/**
 * What would be left if parts of charging cost nothing: routes that read and validate events as the real ones do, and
 * answer a small object. It is neither exact nor a service; its figures are what no server of this make can pass.
 *
 * BENCH_LIMIT says how much it does: `http` nothing else; `commit` the server's own writer, which puts what waits into
 * one transaction, and in it one line, so that a commit waits for the disk; `insert` that writer, and in its transaction
 * a `COPY` of a row for each event into a table of the shape and indexes of `usage_events`. The row is one that the
 * server has recorded, with another customer, number, id and key. Nothing is locked, looked up, priced, deducted, summed.
 */
import type * as FarthingServer from "@farthing/server";
import pg from "pg";
import { copyableEvents, LIMIT_COMMITS, LIMIT_EVENTS } from "./columns.js";
import { database, endpointNamed, farthing, serve } from "./kit-server.js";
import type { Limit } from "./rows/limits.js";

const limit = process.env.BENCH_LIMIT as Limit;
const trackUsage = endpointNamed("trackUsage");
const trackUsageBatch = endpointNamed("trackUsageBatch");

/** What is written of an event: it is named by these alone. */
interface Sent {
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly model?: string | undefined;
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
const { columns, units, tokens } = await copyableEvents(reader);
await reader.end();
const copyEvents = `COPY ${LIMIT_EVENTS} (${columns.join(", ")}) FROM STDIN (FORMAT binary)`;
const customers = new Map<string, { readonly uuid: string; seq: bigint }>();

function writeRow(target: Buffer, at: number, { customerId, idempotencyKey, model }: Sent): number {
  const row = model === undefined ? units : tokens;
  const customer = customers.get(customerId) ?? { uuid: crypto.randomUUID(), seq: 0n };
  customers.set(customerId, customer);
  customer.seq += 1n;
  row.copy(target, at);
  farthing.writeUuidBytes(customer.uuid, target, at + CUSTOMER_AT);
  target.writeBigInt64BE(customer.seq, at + SEQ_AT);
  farthing.writeIdBytes(farthing.newId("evt"), target, at + ID_AT);
  farthing.writeUuidBytes(farthing.digestOf(idempotencyKey), target, at + KEY_AT);
  return at + row.length;
}

function messageOf(events: readonly Sent[]): Buffer {
  const longest = Math.max(units.length, tokens.length);
  const bytes = COPY_MESSAGE_BYTES + COPY_HEADER.length + events.length * longest + COPY_END.length;
  const message = Buffer.allocUnsafe(bytes);
  let at = COPY_MESSAGE_BYTES + COPY_HEADER.copy(message, COPY_MESSAGE_BYTES);
  for (const event of events) at = writeRow(message, at, event);
  at += COPY_END.copy(message, at);
  message[0] = "d".charCodeAt(0);
  // Of the first message, without its type: the second one has five bytes.
  message.writeInt32BE(at - 1 - COPY_MESSAGE_BYTES, 1);
  return message.subarray(0, at);
}

type Tx = Parameters<typeof farthing.copyIn>[0];
const WRITES: Record<Exclude<Limit, "http">, (tx: Tx, events: readonly Sent[]) => Promise<unknown>> = {
  commit: (tx, events) =>
    farthing.query(tx, `INSERT INTO ${LIMIT_COMMITS} (events) VALUES ($1)`, [events.length], "limit-commit"),
  insert: (tx, events) => farthing.copyIn(tx, copyEvents, { end: () => messageOf(events) }),
};

const writer =
  limit === "http"
    ? undefined
    : new farthing.BatchWriter<Sent, undefined>({
        database,
        settle: async (tx, events) => ({
          result: events.map(() => undefined),
          writes: [WRITES[limit](tx, events)],
        }),
        // In the form of an id, whose last character is as random.
        accountOf: ({ customerId }) => customerId,
      });

async function record(events: readonly Sent[]): Promise<void> {
  const settled = await writer?.write(events);
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
