/**
 * Usage as it comes in, over the stream that the dashboard reads.
 *
 * Broken on purpose: events of all environments counted.
 */
import { expect, test } from "vitest";
import { mustSend } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { type Browser, foundOwner, invite } from "../../test/operator.js";
import { createCatalog, subscribe } from "../../test/scenario.js";
import type { UsageNow } from "./live-usage.js";

let owner: Browser;
let customerId: string;
let calls = 0;
const instance = sharedInstance(async () => {
  owner = await foundOwner(instance);
  await createCatalog(instance);
  ({ customerId } = await subscribe(instance, "balance"));
});

const track = () =>
  instance.call("POST", "/usage/events", {
    customerId,
    feature: "api_calls",
    value: 1,
    idempotencyKey: `call-${++calls}`,
  });
const ask = (browser: Browser, query = "?environment=sandbox", headers: Record<string, string> = {}) =>
  instance.app.request(`/api/operator/live${query}`, {
    headers: { cookie: browser.cookie, "sec-fetch-site": "same-origin", host: "localhost", ...headers },
  });

/** As a browser reads it: each message once it is whole. */
async function open(browser: Browser, environment: "sandbox" | "live" = "sandbox") {
  const response = await ask(browser, `?environment=${environment}`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  /** Undefined once the server has ended it. */
  const next = async (): Promise<UsageNow | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const [kind, data] = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        expect(kind).toBe("event: usage");
        return JSON.parse(data!.replace(/^data: /, ""));
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };
  return {
    next,
    leave: () => reader.cancel(),
    /** Reads on to the message that says so many, or the stream's end. */
    until: async (events: number): Promise<number | undefined> => {
      for (;;) {
        const now = await next();
        if (!now || sumOf(now) >= events) return now && sumOf(now);
      }
    },
    ended: async (): Promise<void> => {
      while (await next());
    },
  };
}
const sumOf = ({ events }: UsageNow): number => events.reduce((sum, count) => sum + count, 0);

test("what comes in is told while it comes in, to everybody who watches", async () => {
  await track();
  const [one, other] = [await open(owner), await open(owner)];
  const first = (await one.next())!;
  expect([first.events.length, first.stretchMs, sumOf(first)]).toEqual([180, 10_000, 1]);
  await track();
  await track();
  expect(await Promise.all([one.until(3), other.until(3)])).toEqual([3, 3]);
  await Promise.all([one.leave(), other.leave()]);
});

test("one environment is told nothing of another", async () => {
  const liveKey = await createLiveKey(instance);
  const must = (path: string, body: unknown) => mustSend(instance, liveKey, "POST", path, body);
  await must("/features", { name: "Calls", code: "api_calls", type: "metered" });
  const plan = await must("/plans", { name: "Free", code: "free", isFree: true });
  await must(`/plans/${plan.id}/features`, { featureId: "api_calls", includedAmount: 1_000 });
  await must("/customers", { id: "lively" });
  await must("/subscriptions", { customerId: "lively", planCode: "free" });
  const inSandbox = calls;
  for (let n = 0; n < 7; n++)
    await must("/usage/events", { customerId: "lively", feature: "api_calls", value: 1 });
  const [sandbox, live] = [await open(owner), await open(owner, "live")];
  expect([sumOf((await sandbox.next())!), sumOf((await live.next())!)]).toEqual([inSandbox, 7]);
  await Promise.all([sandbox.leave(), live.leave()]);
});

test("it ends with the session of whoever watches, and with their membership; others go on", async () => {
  const leaver = await invite(instance, owner, "viewer");
  const removed = await invite(instance, owner, "member");
  const [mine, theirs, staying] = [await open(leaver), await open(removed), await open(owner)];
  await Promise.all([mine.next(), theirs.next(), staying.next()]);
  await leaver.send("POST", "/api/operator/auth/sign-out", {});
  const { body: me } = await removed.api("GET", "/api/operator/me");
  await owner.api("DELETE", `/api/operator/members/${me.id}`);
  await Promise.all([mine.ended(), theirs.ended()]);
  for (const gone of [leaver, removed]) expect([401, 403]).toContain((await ask(gone)).status);
  await track();
  expect(await staying.until(calls)).toBe(calls);
  await staying.leave();
});

test("a server that stops lets everybody go, and whoever comes back is told what they have missed", async () => {
  const stream = await open(owner);
  await stream.next();
  instance.drain();
  await stream.ended();
  await track();
  const again = await open(owner);
  expect(sumOf((await again.next())!)).toBe(calls);
  await again.leave();
});

test.each([
  ["?environment=other", {}],
  ["", {}],
  ["?environment=sandbox", { "sec-fetch-site": "cross-site" }],
] as const)("an address %s of which something is wrong is refused: %o", async (query, headers) => {
  expect((await ask(owner, query, headers)).status).toBe(403);
});

test("a key of the API is no session", async () => {
  const { status } = await instance.app.request("/api/operator/live?environment=sandbox", {
    headers: { "x-api-key": instance.key },
  });
  expect([401, 403]).toContain(status);
});
