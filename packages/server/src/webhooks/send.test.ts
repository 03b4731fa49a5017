/**
 * Broken on purpose: the look-up's addresses not checked (names that led to private addresses were called; one that led
 * to this machine was stopped at its connection); an address in place of a name not checked (`::1` was called).
 */
import type { LookupAddress } from "node:dns";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answering, type Receiver, startReceiver } from "../../test/receiver.js";
import { type SendOptions, send } from "./send.js";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const to = (url: string, options: Partial<SendOptions> = {}) =>
  send(
    { url, headers: { "content-type": "application/json" }, body: '{"a":"ä"}' },
    { allowPrivate: true, ...options },
  );
/** A name server that answers these, one set after the other, and the last for good. */
const resolving = (...sets: readonly string[][]) => {
  let asked = 0;
  return {
    asked: () => asked,
    resolve: ((_: string, done: (error: null, addresses: LookupAddress[]) => void) => {
      const addresses = sets[Math.min(asked++, sets.length - 1)]!;
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    }) as SendOptions["resolve"] & object,
  };
};

test("what is sent arrives whole, and what is answered is told", async () => {
  receiver.answer = answering(202, "thanks\u0000");
  const sent = await to(receiver.url);
  expect(sent).toMatchObject({ statusCode: 202, error: null, response: "thanks\ufffd" });
  expect(sent.durationMs).toBeGreaterThanOrEqual(0);
  expect(receiver.received[0]).toMatchObject({ path: "/hook", body: '{"a":"ä"}' });
  expect(receiver.received[0]!.headers).toMatchObject({
    "content-length": "10",
    host: `127.0.0.1:${receiver.port}`,
  });
});

test.each([
  [301, "status 301, redirects are not followed"],
  [302, "status 302, redirects are not followed"],
  [307, "status 307, redirects are not followed"],
  [400, "status 400"],
  [500, "status 500"],
])("%i is a failure, and nobody else is asked", async (status, error) => {
  receiver.answer = (_, response) => {
    response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end();
  };
  expect(await to(receiver.url)).toMatchObject({ statusCode: status, error });
  expect(receiver.received).toHaveLength(1);
});

test("of a long answer no more than 64 KiB is read", async () => {
  let written = 0;
  receiver.answer = (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && written < 1e9) {
        written += 65_536;
        if (!response.write("x".repeat(65_536))) {
          response.once("drain", more);
          return;
        }
      }
    };
    more();
  };
  const sent = await to(receiver.url);
  expect(sent).toMatchObject({ statusCode: 200, error: null, response: "x".repeat(1_000) });
  // What the system's buffers hold was written as well.
  expect(written).toBeLessThan(50e6);
});

test("who does not answer in time has failed; who has said yes and does not come to an end has not", async () => {
  receiver.answer = () => {};
  const timeoutMs = 1_500;
  expect(await to(receiver.url, { timeoutMs })).toMatchObject({ statusCode: null, error: "timeout" });
  receiver.answer = (_, response) => {
    response.writeHead(200).write("and");
  };
  expect(await to(receiver.url, { timeoutMs })).toMatchObject({ statusCode: 200, error: null });
});

test("drops of an answer do not make the time longer", async () => {
  receiver.answer = (_, response) => {
    response.writeHead(500).write(".");
    const timer = setInterval(() => response.write("."), 50);
    response.on("close", () => clearInterval(timer));
  };
  const { durationMs } = await to(receiver.url, { timeoutMs: 300 });
  expect(durationMs).toBeLessThan(2_000);
});

test("what goes wrong on the way is named", async () => {
  const { port } = receiver;
  await receiver.close();
  expect((await to(`http://127.0.0.1:${port}/`)).error).toBe("connection refused");
  const resolve: SendOptions["resolve"] = (_, done) =>
    done(Object.assign(new Error(), { code: "ENOTFOUND" }), []);
  expect((await to("http://nowhere.test/", { resolve })).error).toBe("name not found");
  const rude = createServer((socket) => socket.once("data", () => socket.resetAndDestroy())).listen(
    0,
    "127.0.0.1",
  );
  await new Promise((resolve) => rude.once("listening", resolve));
  const rudePort = (rude.address() as { port: number }).port;
  expect((await to(`http://127.0.0.1:${rudePort}/`)).error).toBe("connection reset");
  expect((await to(`https://127.0.0.1:${rudePort}/`)).error).not.toBeNull();
  rude.close();
  receiver = await startReceiver();
});

test("a server that stops ends what is under way", async () => {
  receiver.answer = () => {};
  const stop = new AbortController();
  const sending = to(receiver.url, { signal: stop.signal });
  while (receiver.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  expect((await sending).error).toBe("stopped");
});

test.each([
  "127.0.0.1",
  "127.1",
  "0x7f000001",
  "2130706433",
  "0.0.0.0",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
])("an address of this machine in place of a name is not called: %s", async (host) => {
  const sent = await to(`http://${host}:${receiver.port}/`, { allowPrivate: false });
  expect(sent).toMatchObject({ statusCode: null, error: "private address" });
  expect(receiver.received).toEqual([]);
});

test.each([
  "127.0.0.1",
  "10.0.0.1",
  "169.254.169.254",
  "::1",
  "::ffff:127.0.0.1",
  "64:ff9b::7f00:1",
  "fd00::1",
])("a name that leads to %s is not called", async (address) => {
  const { resolve } = resolving([address]);
  const sent = await to(`http://rebound.test:${receiver.port}/`, { allowPrivate: false, resolve });
  expect(sent).toMatchObject({ statusCode: null, error: "private address" });
  expect(receiver.received).toEqual([]);
});

test("a name is looked up once, so that it cannot lead to another place when it is called", async () => {
  const { resolve, asked } = resolving(["203.0.113.1", "127.0.0.1"], ["127.0.0.1"]);
  const sent = await to(`http://rebound.test:${receiver.port}/`, { allowPrivate: false, resolve });
  expect(sent.error).toBe("private address");
  expect(asked()).toBe(1);
  expect(receiver.received).toEqual([]);
});

test("with private addresses allowed a name that leads here is called", async () => {
  const { resolve } = resolving(["127.0.0.1"]);
  expect(await to(`http://local.test:${receiver.port}/hook`, { resolve })).toMatchObject({ statusCode: 204 });
});
