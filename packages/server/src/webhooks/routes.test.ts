/** Broken on purpose: the environment left out of `own` (a webhook of the other environment was shown). */
import { afterEach, beforeEach, expect, test } from "vitest";
import { send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { answering, type Receiver, startReceiver } from "../../test/receiver.js";
import { createApplication } from "../app.js";
import { createLog } from "../platform/index.js";

let live: string;
let receiver: Receiver;
const instance = sharedInstance(async () => {
  live = await createLiveKey(instance);
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const create = async (body: object = {}) => {
  const answer = await instance.call("POST", "/webhooks", { url: receiver.url, events: ["*"], ...body });
  expect(answer.status).toBe(201);
  return answer.body;
};

test("an environment has fifty webhooks and no more, however many are made at once", async () => {
  const url = "https://127.0.0.1:9/webhooks";
  const make = () => send(instance, live, "POST", "/webhooks", { url, events: ["*"] });
  const answers = await Promise.all(Array.from({ length: 60 }, make));
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
  expect(made).toHaveLength(50);
  const refused = answers.filter(({ status }) => status !== 201);
  expect([...new Set(refused.map(({ status, body }) => `${status} ${body.error.code}`))]).toEqual([
    "409 invalid_state",
  ]);
  await send(instance, live, "DELETE", `/webhooks/${made[0]}`);
  expect((await make()).status).toBe(201);
  for (const { id } of (await send(instance, live, "GET", "/webhooks?limit=100")).body.data)
    await send(instance, live, "DELETE", `/webhooks/${id}`);
});

test("a webhook is made, shown without its secret, changed, listed and deleted", async () => {
  const { secret, ...created } = await create({
    events: ["balance.low", "usage.refused", "balance.low"],
    description: "Alerts",
    apiVersion: "2026-01-15",
  });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(created).toMatchObject({
    object: "webhook",
    livemode: false,
    events: ["balance.low", "usage.refused"],
    description: "Alerts",
    apiVersion: "2026-01-15",
    isActive: true,
    disabledReason: null,
    failingSince: null,
    previousSecretExpiresAt: null,
  });
  const at = `/webhooks/${created.id}`;
  expect((await instance.call("GET", at)).body).toEqual(created);
  const changed = await instance.call("PATCH", at, { description: null, events: ["*"], isActive: false });
  expect(changed.body).toMatchObject({ description: null, events: ["*"], isActive: false });
  expect(changed.body.disabledAt).not.toBeNull();
  const again = await instance.call("PATCH", at, { isActive: true });
  expect(again.body).toMatchObject({ isActive: true, disabledAt: null, description: null });
  expect((await instance.call("GET", "/webhooks")).body.data[0]).toEqual(again.body);
  expect((await instance.call("DELETE", at)).body).toMatchObject({ id: created.id, deleted: true });
  for (const [method, path] of [
    ["GET", at],
    ["PATCH", at],
    ["DELETE", at],
    ["POST", `${at}/test`],
    ["GET", `${at}/deliveries`],
  ] as const)
    expect((await instance.call(method, path, method === "GET" ? undefined : {})).body.error.code).toBe(
      "webhook_not_found",
    );
  const { data } = (await instance.call("GET", "/webhooks")).body;
  expect(data.map(({ id }: { id: string }) => id)).not.toContain(created.id);
});

test("the secret is in the database in no form that can be read", async () => {
  const { id, secret } = await create();
  const { rows } = await instance.database.pool.query("SELECT to_jsonb(w)::text AS row FROM webhooks w");
  for (const { row } of rows) expect(row).not.toContain(secret.slice(6));
  expect(JSON.stringify((await instance.call("GET", `/webhooks/${id}`)).body)).not.toContain("whsec_");
});

test.each([
  ["ftp://example.com", "http"],
  ["example.com/hook", "must be a URL"],
  ["https://me:secret@example.com", "user name"],
  ["https://example.com/#here", "fragment"],
])("a webhook to %s is refused, and the field named", async (url, message) => {
  const { status, body } = await instance.call("POST", "/webhooks", { url, events: ["*"] });
  expect([status, body.error.param]).toEqual([422, "url"]);
  expect(body.error.message).toContain(message);
});

test.each([
  ["events", []],
  ["events", ["subscription.exploded"]],
  ["events", "*"],
  ["apiVersion", "latest"],
  ["secret", "whsec_mine"],
])("%s = %j is refused, and the field named", async (field, value) => {
  const body = { url: receiver.url, events: ["*"], [field]: value };
  const answer = await instance.call("POST", "/webhooks", body);
  expect([answer.status, answer.body.error.param.replace(/\[.*/, "")]).toEqual([422, field]);
});

test("in live it has to be https; a change obeys the same rules", async () => {
  const refused = await send(instance, live, "POST", "/webhooks", { url: receiver.url, events: ["*"] });
  expect([refused.status, refused.body.error.param]).toEqual([422, "url"]);
  const body = { url: "https://example.com/hook", events: ["*"] };
  const made = await send(instance, live, "POST", "/webhooks", body);
  expect(made.body).toMatchObject({ livemode: true, url: body.url });
  const changed = await send(instance, live, "PATCH", `/webhooks/${made.body.id}`, { url: receiver.url });
  expect([changed.status, changed.body.error.param]).toEqual([422, "url"]);
  expect((await instance.call("GET", `/webhooks/${made.body.id}`)).status).toBe(404);
});

test.each([
  "http://127.0.0.1/",
  "http://localhost:3000/",
  "https://db.localhost/",
  "https://10.1.2.3/",
  "https://[::1]/",
  "https://169.254.169.254/latest/meta-data",
  "https://2130706433/",
])("a server that was not told to allow private addresses refuses %s at once", async (url) => {
  const strict = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: ["another-key-of-a-strict-server-00"],
    checkAnswers: true,
  });
  const { status, body } = await send(strict, instance.key, "POST", "/webhooks", { url, events: ["*"] });
  expect([status, body.error.param]).toEqual([422, "url"]);
  expect(body.error.message).toContain("FARTHING_WEBHOOK_ALLOW_PRIVATE");
  await strict.close();
});

test("a test is sent at once, to that webhook alone, and says what came of it", async () => {
  const one = await create();
  await create({ url: `${receiver.url}/other` });
  receiver.answer = answering(200, "pong");
  const { status, body } = await instance.call("POST", `/webhooks/${one.id}/test`);
  expect([status, body.status, body.type, body.lastStatusCode]).toEqual([
    200,
    "delivered",
    "webhook.test",
    200,
  ]);
  expect(body.attempts).toMatchObject([{ number: 1, statusCode: 200, error: null, response: "pong" }]);
  await instance.deliverer.runOnce(instance.database.db);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/hook"]);
  expect(JSON.parse(receiver.received[0]!.body)).toEqual(body.event);
  expect(body.event).toMatchObject({ id: body.eventId, type: "webhook.test", data: { webhookId: one.id } });

  receiver.answer = answering(500, "no");
  const failed = (await instance.call("POST", `/webhooks/${one.id}/test`)).body;
  expect(failed).toMatchObject({ status: "failed", lastError: "status 500", nextAttemptAt: null });
  expect((await instance.call("GET", `/webhooks/${one.id}`)).body.failingSince).toBeNull();
});

test("webhooks come in pages, and a list knows nothing of the other environment's", async () => {
  for (let i = 0; i < 3; i++) await create();
  const first = (await instance.call("GET", "/webhooks?limit=2")).body;
  expect([first.data.length, first.hasMore]).toEqual([2, true]);
  const next = (await instance.call("GET", `/webhooks?limit=100&cursor=${first.nextCursor}`)).body;
  const ids = [...first.data, ...next.data].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { livemode } of next.data) expect(livemode).toBe(false);
});
