/**
 * The same request in up to five copies at once, through two server processes, about a third of the copies after a
 * server was restarted: each key has one effect, one answer says that it is new, and every answer has the same original.
 * Keys are those of events, alone and in batches, and `Idempotency-Key`s of events, top-ups and adjustments.
 *
 * Broken on purpose: known keys read before the accounts are locked (500 where a key was alone in both writers); the
 * answer of a duplicate made with its own time (another original); answers not stored under an `Idempotency-Key` (new
 * twice); a key's digest made different at each try (new twice).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { inFlight } from "./in-flight.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";
import { createCustomers, type Operation, post, sellToAll, Traffic } from "./traffic.js";
import { startTwoServers, type TwoServers } from "./two-servers.js";

const SEED = seedFrom("KEYS_SEED");
const ROUNDS = countFrom("KEYS_ROUNDS", 1);
const KEYS = countFrom("KEYS_KEYS", 400);
const MAX_COPIES = 5;
const IN_FLIGHT = 96;
const STRETCH = 100;
const TRY_AGAIN = { timeout: 30_000, interval: 10 };

let two: TwoServers;
beforeAll(async () => {
  sayReplay("tests/system/keys.test.ts", { KEYS_SEED: SEED, KEYS_ROUNDS: ROUNDS, KEYS_KEYS: KEYS });
  two = await startTwoServers(IN_FLIGHT);
  await sellToAll(two.clients[0]);
});
afterAll(() => two.close());

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  `keys, round %i: each of ${KEYS} keys has one effect, and the same original in the answer to every copy`,
  async (round) => {
    const random = createRandom(SEED + round);
    const customers = await createCustomers(two.clients[0], `keys_${round}`);
    const traffic = new Traffic(`keys_${round}`, customers, { withRequestKeys: true });
    const before: Operation[] = [];
    const after: Operation[] = [];
    for (let keys = 0; keys < KEYS; ) {
      const operation = traffic.next(random);
      keys += operation.effects.length;
      // Copies stand side by side, so that they are under way together.
      for (let copies = 1 + random.int(MAX_COPIES); copies > 0; copies--)
        (random.int(3) === 0 ? after : before).push(operation);
    }
    const sendAll = async (operations: readonly Operation[]): Promise<void> => {
      const work = operations.map((operation) => {
        const client = random.pick(two.clients);
        const attempt = async (): Promise<boolean> => traffic.hear(operation, await post(client, operation));
        // As a client does that is told that its key is being worked on.
        return () => expect.poll(attempt, TRY_AGAIN).toBe(true);
      });
      // Few at a time meet alone in the two writers, many meet in large batches.
      for (let from = 0; from < work.length; from += STRETCH)
        await inFlight(random.pick([4, IN_FLIGHT]), work.slice(from, from + STRETCH));
    };
    await sendAll(before);
    expect(await two.restart(round % 2, "SIGTERM")).toBe(0);
    await sendAll(after);
    await traffic.expectEachOnce(two.clients[0]);
    await expectSoundLedger(two.env);
  },
  60_000 + KEYS * 20,
);
