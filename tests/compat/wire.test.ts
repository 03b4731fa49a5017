/** What no client does on its own: other versions, and requests that are wrong as requests. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Commet } from "commet-node-7";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type Application, createApplication } from "../../packages/server/src/app.js";
import { MOVED } from "../../packages/server/src/drop-in/moved-paths.js";
import { createLog } from "../../packages/server/src/platform/index.js";
import { DEFAULT_LIMITS } from "../../packages/server/src/settings.js";
import { send, TEST_SECRET_KEYS } from "../../packages/server/test/instance.js";
import { readMetrics } from "../../packages/server/test/metrics.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import {
  createCatalog,
  MODEL,
  type Subscribed,
  subscribe,
  track,
} from "../../packages/server/test/scenario.js";
import { redirectTo } from "./redirected.js";

const ENVELOPED = { "commet-version": "2026-07-11" };
const LATER = { "commet-version": "2026-07-31" };

let customer: Subscribed;

const instance = sharedInstance(async () => {
  await createCatalog(instance);
  customer = await subscribe(instance, "balance");
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const aiUsage = (more: object = {}) => ({
  feature: "ai_generation",
  customerId: customer.customerId,
  model: MODEL,
  inputTokens: 1000,
  outputTokens: 500,
  cacheReadTokens: 600,
  cacheWriteTokens: 100,
  ...more,
});

describe("cached tokens", () => {
  it("are charged once in every version, and twice for nobody", async () => {
    const totalOf = async (headers: Record<string, string>) => {
      const { body } = await track(instance, aiUsage(), headers);
      return (body.data ?? body).cost.total;
    };
    expect(await totalOf({ "commet-version": "2026-05-25" })).toBe(108);
    expect(await totalOf(ENVELOPED)).toBe(108);
    expect(await totalOf(LATER)).toBe(108);
    // Farthing's own: the 1000 are fresh, beside the cached ones. 30 + 75 + 2 + 4, and 20 %.
    expect(await totalOf({})).toBe(134);
  });

  it("are charged once in a batch too, where each event stands alone", async () => {
    const events = [aiUsage(), aiUsage({ inputTokens: 699 }), aiUsage({ inputTokens: 700 })];
    const { body } = await instance.call("POST", "/usage/events/batch", { events }, ENVELOPED);
    expect(body).toMatchObject({ success: true, data: { recorded: 2, refused: 1 } });
    const [first, second, third] = body.data.results;
    expect(first).toMatchObject({ event: { inputTokens: 1000, cost: { total: 108 } } });
    expect(second.error).toMatchObject({
      code: "validation_error",
      param: "events[1].inputTokens",
      message: expect.stringContaining("699 is less than"),
    });
    expect(third).toMatchObject({ event: { inputTokens: 700, cost: { inputCost: 0 } } });
  });

  it("count the same when a cost is asked for beforehand", async () => {
    const { body } = await instance.call("POST", "/usage/check", aiUsage(), ENVELOPED);
    expect(body.data).toMatchObject({ allowed: true, estimatedAmount: 108 });
  });

  it("that are no numbers are refused by name", async () => {
    const { status, body } = await track(instance, aiUsage({ cacheReadTokens: "600" }), ENVELOPED);
    expect([status, body.error.param]).toEqual([422, "cacheReadTokens"]);
  });
});

describe("a later version", () => {
  it("is answered without the envelope, at the API's own paths", async () => {
    const created = await send(
      instance,
      instance.key,
      "POST",
      "/features",
      { name: "Later", code: "later", type: "usage" },
      LATER,
    );
    expect(created).toMatchObject({ status: 201, body: { object: "feature", type: "metered" } });
    expect((await instance.call("GET", "/features", undefined, LATER)).body).toMatchObject({
      object: "list",
    });
    const old = await instance.call("POST", "/features/manage", {}, LATER);
    expect(old.body.error).toMatchObject({ docUrl: expect.any(String) });
    expect(old.body).not.toHaveProperty("success");
  });

  it("has its negative rest refused at inputTokens", async () => {
    const { status, body } = await track(instance, aiUsage({ inputTokens: 1 }), LATER);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      param: "inputTokens",
      message: expect.stringContaining("600 read and 100 written"),
    });
  });

  it("can be asked for by a client that was made for an earlier one", async () => {
    redirectTo(instance);
    const commet = new Commet({ apiKey: instance.key, apiVersion: "2026-07-31" });
    const event: unknown = await commet.usage.track(aiUsage());
    expect(event).toMatchObject({ object: "usage_event", inputTokens: 1000, cost: { total: 108 } });
    vi.unstubAllGlobals();
  });
});

describe("a request that is wrong as a request", () => {
  const post = (body: string, more: Record<string, string> = {}) =>
    instance.app.request("/api/v1/usage/events", {
      method: "POST",
      headers: { "x-api-key": instance.key, "content-type": "application/json", ...ENVELOPED, ...more },
      body,
    });

  it.each([
    [400, "invalid_json", "{", {}],
    [415, "unsupported_media_type", "{}", { "content-type": "text/plain" }],
    [422, "validation_error", "[]", {}],
    [422, "validation_error", `{"feature":${"[".repeat(40)}${"]".repeat(40)}}`, {}],
    [401, "unauthorized", "{}", { "x-api-key": "ck_test_nobody" }],
  ])("is refused with %i %s, in the envelope", async (status, code, body, headers) => {
    const response = await post(body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      success: false,
      error: { code, message: expect.any(String), doc_url: `/docs/errors#${code}` },
    });
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
  });

  it("is refused for a nesting that could not even be written again", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const response = await instance.app.request("/api/v1/customers", {
      method: "POST",
      headers: { "x-api-key": instance.key, "content-type": "application/json", ...ENVELOPED },
      body: `{"billingEmail":"a@example.com","metadata":${deep}}`,
    });
    expect(response.status).toBe(422);
  });

  it("is refused for its length, declared or not", async () => {
    const long = JSON.stringify({ feature: "x".repeat(1_048_576) });
    expect((await post(long)).status).toBe(413);
    const declared = await post(long, { "content-length": String(long.length) });
    expect([declared.status, await declared.json()]).toMatchObject([413, { success: false }]);
  });

  it("is not read to its end where it is far too long", async () => {
    let pulled = 0;
    const tooLong = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536).fill(32));
        if (pulled === 1_000) controller.close();
      },
    });
    const response = await instance.app.request("/api/v1/usage/events", {
      method: "POST",
      headers: { "x-api-key": instance.key, "content-type": "application/json", ...ENVELOPED },
      body: tooLong,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(300);
  });

  it("is taken up to the very length that the API takes", async () => {
    const event = { feature: "api_calls", customerId: customer.customerId, value: 1 };
    const body = JSON.stringify(event).padEnd(1_048_576, " ");
    expect((await post(body)).status).toBe(201);
  });

  it("is answered with 404 at an unknown path, and 405 with an unknown method, in the envelope", async () => {
    const nowhere = await instance.call("GET", "/nowhere", undefined, ENVELOPED);
    expect(nowhere).toMatchObject({ status: 404, body: { success: false, error: { code: "not_found" } } });
    const patched = await instance.call("PATCH", "/usage/events", {}, ENVELOPED);
    expect(patched).toMatchObject({ status: 405, body: { success: false } });
    expect(patched.headers.get("allow")).toContain("POST");
  });
});

describe("an operation that moved", () => {
  const there = (method: string, path: string) =>
    instance.endpoints.some((endpoint) => endpoint.method === method.toLowerCase() && endpoint.path === path);

  it("is reached at its old place, wherever the API has it", async () => {
    const present = MOVED.filter(([, , method, path]) => there(method, path));
    expect(present.length).toBeGreaterThanOrEqual(11);
    for (const [method, path] of present) {
      const old = path.replaceAll(/\{\w+\}/g, "none");
      const { body } = await instance.call(method, old, method === "GET" ? undefined : {}, ENVELOPED);
      expect([path, body.error?.code]).not.toEqual([path, "method_not_allowed"]);
      expect([path, body.error?.message]).not.toEqual([path, expect.stringContaining("nothing at")]);
    }
  });

  it("is not found there where the API does not have it", async () => {
    const absent = MOVED.filter(([, , method, path]) => !there(method, path));
    for (const [method, path] of absent) {
      const old = path.replaceAll(/\{\w+\}/g, "none");
      const { status, body } = await instance.call(method, old, method === "GET" ? undefined : {}, ENVELOPED);
      expect([path, [404, 405].includes(status), body.success]).toEqual([path, true, false]);
    }
  });
});

describe("over a socket", () => {
  it("a body is taken, translated and limited as without one", async () => {
    const server = createAdaptorServer({ fetch: instance.app.fetch });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
    const headers = { "x-api-key": instance.key, "content-type": "application/json", ...ENVELOPED };
    const call = async (method: string, path: string, body?: string | ReadableStream) => {
      const init = body === undefined ? {} : { body, duplex: "half" };
      const response = await fetch(url + path, { method, headers, ...init } as RequestInit);
      return { status: response.status, body: (await response.json()) as { error?: { code: string } } };
    };
    try {
      expect(await call("POST", "/usage/events", JSON.stringify(aiUsage()))).toMatchObject({
        status: 201,
        body: { success: true, data: { inputTokens: 1000, cost: { total: 108 } } },
      });
      expect(await call("PUT", "/customers/someone", JSON.stringify({ fullName: "A" }))).toMatchObject({
        status: 404,
        body: { error: { code: "customer_not_found" } },
      });
      expect((await call("GET", "/plans")).body).toMatchObject({ success: true, hasMore: false });
      expect((await call("DELETE", "/features/none/manage")).body.error?.code).toBe("feature_not_found");
      const long = " ".repeat(1_100_000);
      expect((await call("POST", "/usage/events", long)).status).toBe(413);
      expect((await call("POST", "/usage/events", new Blob([long]).stream())).status).toBe(413);
    } finally {
      server.close();
    }
  });
});

describe("a list of transactions, which has its customers in it", () => {
  const list = (application: Application) =>
    send(application, instance.key, "GET", "/transactions", undefined, ENVELOPED);

  it("asks for all of them at once", async () => {
    for (const id of ["payer_1", "payer_2", "payer_3"]) {
      await instance.call("POST", "/customers", { id, email: `${id}@example.com` });
      await instance.call("POST", `/customers/${id}/payment-methods`, { testCard: "visa" });
      await instance.call("POST", "/invoices", { customerId: id, amount: 500, description: "Setup" });
    }
    const asked = async () => {
      const metrics = await readMetrics(instance.app);
      return ["listCustomers", "getCustomer"].map(
        (operation) =>
          metrics.get(`farthing_http_requests_total{operation="${operation}",status="200"}`) ?? 0,
      );
    };
    const [lists, gets] = await asked();
    const { body } = await list(instance);
    const payers = body.data.map(({ customerEmail }: { customerEmail: string }) => customerEmail);
    for (const id of ["payer_1", "payer_2", "payer_3"]) expect(payers).toContain(`${id}@example.com`);
    expect(await asked()).toEqual([lists! + 1, gets]);
  });

  it("fails where they cannot be had, and is not answered without them", async () => {
    const limited = createApplication({
      database: instance.database,
      clock: instance.clock,
      log: createLog("silent"),
      secretKeys: TEST_SECRET_KEYS,
      limits: { ...DEFAULT_LIMITS, requestsPerSecond: 1 },
    });
    const { status, body } = await list(limited);
    expect([status, body.success, body.error.code]).toEqual([429, false, "rate_limited"]);
    await limited.close();
  });
});

describe("without the header", () => {
  it("nothing of it is there: no envelope, no moved path, no other reading of a body", async () => {
    const moved = await instance.call("POST", "/features/manage", { name: "A", code: "a", type: "usage" });
    expect(moved.status).toBeGreaterThanOrEqual(404);
    expect((await instance.call("GET", "/plans/balance")).body).toMatchObject({ object: "plan" });
    const { status } = await instance.call("POST", "/customers", { billingEmail: "a@example.com" });
    expect(status).toBe(422);
  });

  it("paths outside of the API are answered as they are", async () => {
    const response = await instance.app.request("/api/openapi.json", { headers: ENVELOPED });
    expect(await response.json()).toHaveProperty("openapi");
  });
});

describe("a request that comes again", () => {
  it("with its Idempotency-Key has the same answer, and was charged once", async () => {
    const before = (await instance.call("GET", `/subscriptions/${customer.subscriptionId}/balance`)).body;
    const headers = { ...ENVELOPED, "idempotency-key": "again" };
    const first = await track(instance, aiUsage(), headers);
    const second = await track(instance, aiUsage(), headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const after = (await instance.call("GET", `/subscriptions/${customer.subscriptionId}/balance`)).body;
    expect(after.remaining).toBe(before.remaining - 108);
  });
});
