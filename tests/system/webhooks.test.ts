/**
 * Events happen, and are delivered to a receiver that fails 30 % of the time, sometimes by saying nothing at all, while the
 * server is killed with -9 over and over. Afterwards each event has been delivered at least once, under one id and with
 * a signature that holds, and none was lost.
 *
 * The pauses of the schedule are not waited for, nor are the leases of what a killed server was sending: the test moves
 * them forward, and nothing else.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Farthing } from "@farthing/node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { type Received, type Receiver, startReceiver } from "../../packages/server/test/receiver.js";
import { clearAway, type ServerProcess, startProcess } from "../start/server-process.js";
import { type HttpClient, NoReply, openClient, type Reply } from "./http-client.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";

const SEED = seedFrom("WEBHOOKS_SEED");
const EVENTS = countFrom("WEBHOOKS_EVENTS", 200);
const KILLS = countFrom("WEBHOOKS_KILLS", 2);
const FAILING_PERCENT = 30;
/** One that failed ten times by bad luck would be given up, and rightly so. */
const MOST_FAILURES = 5;
const BATCH = 50;
/** On a machine that is busy with other tests. */
const ENOUGH_MS = 240_000;

const random = createRandom(SEED);
let folder: string;
let database: TestDatabase;
let receiver: Receiver;
let server: ServerProcess;
beforeAll(async () => {
  sayReplay("tests/system/webhooks.test.ts", {
    WEBHOOKS_SEED: SEED,
    WEBHOOKS_EVENTS: EVENTS,
    WEBHOOKS_KILLS: KILLS,
  });
  folder = await mkdtemp(path.join(tmpdir(), "farthing-webhooks-"));
  database = await createTestDatabase();
  receiver = await startReceiver();
});
afterAll(async () => {
  await clearAway(folder, server ? [server] : []);
  await receiver.close();
  await database.close();
});

const start = async (): Promise<void> => {
  server = await startProcess(folder, {
    DATABASE_URL: database.url,
    FARTHING_WEBHOOK_ALLOW_PRIVATE: "on",
  });
};
const idOf = ({ headers }: Received): string => String(headers["webhook-id"]);

/** Answers that were a yes, by event; a yes may have been lost on its way. */
const taken = new Map<string, number>();
const failures = new Map<string, number>();

/** Of all that came, when it came: a signature holds for five minutes. */
const verified: Promise<{ readonly id: string }>[] = [];
let secret = "";

function answerFickly(): void {
  const { webhooks } = new Farthing({ apiKey: "k" });
  receiver.answer = (received, response) => {
    const { headers, body } = received;
    const event = webhooks.verify({ payload: body, headers, secret });
    event.catch(() => undefined);
    verified.push(event);
    const id = idOf(received);
    const failed = failures.get(id) ?? 0;
    if (failed < MOST_FAILURES && random.int(100) < FAILING_PERCENT) {
      failures.set(id, failed + 1);
      if (random.int(10) === 0) response.destroy();
      else response.writeHead(random.pick([500, 503, 429, 404])).end("not now");
      return;
    }
    taken.set(id, (taken.get(id) ?? 0) + 1);
    response.writeHead(204).end();
  };
}

const must = async (
  client: HttpClient,
  method: string,
  at: string,
  body?: object,
): Promise<Reply["body"]> => {
  const reply = await client.call(method, at, body);
  if (reply.status >= 300) throw new Error(`${method} ${at}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};

/** Usage of a feature that is in no plan, each with a key: refused, kept and told once, however often it is sent. */
const batch = (from: number, count: number) => ({
  events: Array.from({ length: count }, (_, i) => ({
    customerId: "user",
    feature: "unplanned",
    idempotencyKey: `usage_${from + i}`,
  })),
});

/** Sends what is not acknowledged yet, until all is or the server is gone. @returns how far it came */
async function happen(client: HttpClient, from: number, to: number): Promise<number> {
  let done = from;
  try {
    while (done < to) {
      const count = Math.min(BATCH, to - done);
      await must(client, "POST", "/usage/events/batch", batch(done, count));
      done += count;
    }
  } catch (error) {
    if (!(error instanceof NoReply)) throw error;
  }
  return done;
}

/** Lets the time of the schedule pass. What is being sent is not touched. */
const passPauses = () =>
  database.pool.query(
    "UPDATE webhook_deliveries SET next_attempt_at = now() WHERE status = 'pending' AND leased_until IS NULL AND next_attempt_at > now()",
  );

/** Lets the time go by for which a server that is dead has leased what it was sending. */
const passLeases = () =>
  database.pool.query("UPDATE webhook_deliveries SET leased_until = now() WHERE leased_until > now()");

test(
  "every event reaches a fickle receiver at least once, whenever the server is killed",
  async () => {
    answerFickly();
    await start();
    let client = openClient(server.url, server.key, 4);
    await must(client, "POST", "/features", { name: "Unplanned", code: "unplanned", type: "metered" });
    await must(client, "POST", "/plans", { name: "Plan", code: "plan" });
    await must(client, "POST", "/plans/plan/prices", { billingInterval: "monthly", price: 0 });
    await must(client, "POST", "/customers", { id: "user" });
    await must(client, "POST", "/subscriptions", { customerId: "user", planCode: "plan" });
    const webhook = await must(client, "POST", "/webhooks", {
      url: receiver.url,
      events: ["usage.refused"],
    });
    secret = webhook.secret;

    let done = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      const to = Math.ceil((EVENTS * kill) / (KILLS + 1));
      const heard = receiver.received.length;
      const happening = happen(client, done, to);
      // Somewhere between the first attempt and the last one of what happens now.
      const killAt = heard + 1 + random.int(Math.max(1, to - done));
      await vi.waitUntil(
        async () => {
          await passPauses();
          return receiver.received.length >= killAt;
        },
        { timeout: ENOUGH_MS, interval: 5 },
      );
      await server.end("SIGKILL");
      await passLeases();
      done = await happening;
      client.close();
      await start();
      client = openClient(server.url, server.key, 4);
    }
    expect(await happen(client, done, EVENTS)).toBe(EVENTS);

    const told = await eventsOf(client);
    expect(told.size).toBe(EVENTS);
    await vi.waitUntil(
      async () => {
        await passPauses();
        const { data } = await must(
          client,
          "GET",
          `/webhooks/${webhook.id}/deliveries?status=pending&limit=1`,
        );
        return data.length === 0 && taken.size >= EVENTS;
      },
      { timeout: ENOUGH_MS, interval: 100 },
    );
    expect(new Set(taken.keys())).toEqual(told);
    const { data: failed } = await must(client, "GET", `/webhooks/${webhook.id}/deliveries?status=failed`);
    expect(failed).toEqual([]);
    const sent = (await Promise.all(verified)).map((event) => event.id);
    expect(sent).toEqual(receiver.received.map(idOf));
    const again = [...taken.values()].filter((count) => count > 1).length;
    console.log(
      `webhooks: ${EVENTS} events, ${KILLS} kills, ${receiver.received.length} attempts, ${again} taken more than once`,
    );
    client.close();
  },
  ENOUGH_MS * (KILLS + 2),
);

/** Ids of all that was told, as they are listed. */
async function eventsOf(client: HttpClient): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor ? `&cursor=${cursor}` : "";
    const page: Reply["body"] = await must(client, "GET", `/events?type=usage.refused&limit=100${query}`);
    for (const { id } of page.data) ids.add(id);
    cursor = page.nextCursor;
  }
  return ids;
}
