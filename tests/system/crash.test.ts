/**
 * Clients post events, batches, top-ups and adjustments, each with keys of its own, and write down what they are told.
 * At some moment the server is killed with -9, every other time with all of its Postgres. It is started again on the
 * same folder, and everything is sent again: nothing that was acknowledged is lost, and nothing is charged twice.
 * Files are as the killed processes left them; a loss of power, which takes what was not yet on the disk, is not played.
 *
 * Broken on purpose, each seen within four rounds: events answered before their COMMIT (acknowledged ones were missing);
 * the claim of an `Idempotency-Key` in a transaction of its own (the retry never came through); BEGIN and COMMIT left out
 * (events without their charge, retries that never came through); a key's digest made different at each try (all was
 * charged twice).
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clearAway, type ServerProcess, startProcess } from "../start/server-process.js";
import { type HttpClient, NoReply, openClient } from "./http-client.js";
import { killPostgres, untilGone } from "./kill-postgres.js";
import { countFrom, createRandom, type Random, sayReplay, seedFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";
import { createCustomers, post, sellToAll, Traffic } from "./traffic.js";

const SEED = seedFrom("CRASH_SEED");
const ROUNDS = countFrom("CRASH_ROUNDS", 2);
const CLIENTS = 8;
const MIN_DELAY_MS = 50;
const MAX_DELAY_MS = 1_500;
/** The bar is five seconds; where other tests run beside this one, a start is slower. */
const READY_MS = countFrom("CRASH_READY_MS", 15_000);
/** The whole ledger is verified after every round, so that a folder is not used for ever. */
const ROUNDS_PER_FOLDER = 20;

let folder: string | undefined;
let server: ServerProcess;
beforeAll(() => sayReplay("tests/system/crash.test.ts", { CRASH_SEED: SEED, CRASH_ROUNDS: ROUNDS }));
afterAll(stop);

async function start(): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), "farthing-crash-"));
  server = await startProcess(folder);
  const client = openClient(server.url, server.key, 1);
  await sellToAll(client);
  client.close();
}

async function stop(): Promise<void> {
  if (folder !== undefined) await clearAway(folder, [server]);
  folder = undefined;
}

/** Sends one operation after the other until the server is gone. */
async function keepSending(client: HttpClient, traffic: Traffic, random: Random): Promise<void> {
  for (;;) {
    const operation = traffic.next(random);
    try {
      const reply = await post(client, operation);
      traffic.hear(operation, reply);
      // Postgres went first: let the others, and the kill, have a turn.
      if (reply.status === 503) await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      if (error instanceof NoReply) return;
      throw error;
    }
  }
}

const VICTIMS = ["the server", "the server and its Postgres", "Postgres and its server"] as const;
/** Every other time the server alone. */
const victimOf = (round: number, random: Random): (typeof VICTIMS)[number] =>
  round % 2 === 0 ? VICTIMS[0] : VICTIMS[1 + random.int(2)]!;

async function kill(victim: (typeof VICTIMS)[number]): Promise<void> {
  if (victim === "the server") {
    await server.end("SIGKILL");
    return;
  }
  const serverFirst = victim === "the server and its Postgres";
  if (serverFirst) server.child.kill("SIGKILL");
  const postgres = await killPostgres(folder!);
  await server.end("SIGKILL");
  await untilGone(postgres);
}

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "crash, round %i: what was acknowledged is there after kill -9, all sent again is charged once, the ledger is sound",
  async (round) => {
    // A round that fails comes again with its own seed, as the first of its run or the second.
    const random = createRandom(SEED + round);
    if (round % ROUNDS_PER_FOLDER === 0) await stop();
    if (folder === undefined) await start();
    const client = openClient(server.url, server.key, CLIENTS);
    const customers = await createCustomers(client, `crash_${round}`);
    const traffic = new Traffic(`crash_${round}`, customers);
    const victim = victimOf(SEED + round, random);
    const delayMs = MIN_DELAY_MS + random.int(MAX_DELAY_MS - MIN_DELAY_MS + 1);
    const sending = Array.from({ length: CLIENTS }, (_, n) =>
      keepSending(client, traffic, createRandom(SEED + round + n * 1_000_003)),
    );
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await kill(victim);
    await Promise.all(sending);
    client.close();

    const from = performance.now();
    server = await startProcess(folder!);
    const readyMs = performance.now() - from;
    const said = `${victim} after ${delayMs} ms; ${traffic.sent.length} sent, ${traffic.told.size} keys acknowledged`;
    console.log(
      `crash round ${round} (CRASH_SEED=${SEED + round}): killed ${said}; ready in ${Math.round(readyMs)} ms`,
    );
    expect(readyMs).toBeLessThan(READY_MS);

    const again = openClient(server.url, server.key, CLIENTS);
    await traffic.expectNoneLost(again);
    await traffic.settle(again);
    await traffic.expectEachOnce(again);
    await expectSoundLedger({ FARTHING_DATA_DIR: folder! });
    again.close();
  },
  180_000,
);
