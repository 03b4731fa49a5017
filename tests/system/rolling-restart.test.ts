/**
 * An update without a pause: two servers on one database under load, each ended and started anew in turn. Clients that
 * get no answer, or are told to come back, send the same again to the other server: no request fails, nothing is lost,
 * nothing is charged twice.
 *
 * Broken on purpose: the process ended at the signal, without draining (an `Idempotency-Key` that nobody released: its
 * retries failed); the claim of an `Idempotency-Key` in a transaction of its own (the same).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { NoReply } from "./http-client.js";
import { countFrom, createRandom, type Random, sayReplay, seedFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";
import { createCustomers, type Operation, post, sellToAll, Traffic } from "./traffic.js";
import { startTwoServers, type TwoServers } from "./two-servers.js";

const SEED = seedFrom("ROLLING_SEED");
const ROUNDS = countFrom("ROLLING_ROUNDS", 1);
const CLIENTS = 16;
/** After the first. The other server is there, so that one would do; the next may meet a key that is being worked on. */
const MAX_RETRIES = 4;
const RETRY_AFTER_MS = 20;

let two: TwoServers;
beforeAll(async () => {
  sayReplay("tests/system/rolling-restart.test.ts", { ROLLING_SEED: SEED, ROLLING_ROUNDS: ROUNDS });
  two = await startTwoServers(CLIENTS);
  await sellToAll(two.clients[0]);
});
afterAll(() => two.close());

/** As the SDK does, with the other server in place of a balancer. @returns the server that answered, or how it failed */
async function sendToOneOf(traffic: Traffic, operation: Operation, first: number): Promise<number | string> {
  let how = "";
  for (let retry = 0; retry <= MAX_RETRIES; retry++) {
    const n = (first + retry) % 2;
    try {
      const reply = await post(two.clients[n]!, operation);
      if (traffic.hear(operation, reply)) return n;
      how = `${reply.status} ${reply.body.error?.code}`;
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      how = error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  return how;
}

/** Clients that go on until they are told to end. */
function load(traffic: Traffic, seed: number) {
  let running = true;
  const answers = [0, 0];
  const failed: string[] = [];
  const client = async (random: Random): Promise<void> => {
    while (running) {
      const operation = traffic.next(random);
      const outcome = await sendToOneOf(traffic, operation, random.int(2));
      if (typeof outcome === "string") failed.push(`${operation.path}: ${outcome}`);
      else answers[outcome]! += 1;
    }
  };
  const done = Promise.all(
    Array.from({ length: CLIENTS }, (_, n) => client(createRandom(seed + n * 1_000_003))),
  );
  return {
    /** So far, by server. */
    answers,
    failed,
    end: async (): Promise<void> => {
      running = false;
      await done;
    },
  };
}

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "rolling restart, round %i: no request fails, nothing is lost, nothing is charged twice",
  async (round) => {
    const customers = await createCustomers(two.clients[0], `rolling_${round}`);
    const traffic = new Traffic(`rolling_${round}`, customers, { withRequestKeys: true });
    const running = load(traffic, SEED + round);
    const bothAnswer = async (): Promise<void> => {
      const before = [...running.answers];
      await expect
        .poll(() => running.answers.every((count, n) => count > before[n]! + 20), {
          timeout: 30_000,
          interval: 10,
        })
        .toBe(true);
    };
    try {
      for (const n of [0, 1]) {
        await bothAnswer();
        expect(await two.restart(n, "SIGTERM")).toBe(0);
      }
      await bothAnswer();
    } finally {
      await running.end();
    }
    expect(running.failed).toEqual([]);
    await traffic.expectNoneLost(two.clients[0]);
    await traffic.expectEachOnce(two.clients[1]);
    await expectSoundLedger(two.env);
  },
  180_000,
);
