import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { apiError, fakeApi, fakeServer, json, networkFault, type Reply } from "../../test/fake-api.js";
import {
  APIConnectionError,
  APIError,
  APIRedirectError,
  APITimeoutError,
  Farthing,
  RateLimitError,
  ServerError,
  UnavailableError,
} from "../index.js";
import { wait } from "./wait.js";

// Pauses are recorded and not waited for.
vi.mock("./wait.js", () => ({ wait: vi.fn(async () => {}) }));
const pauses = (): number[] => vi.mocked(wait).mock.calls.map(([ms]) => ms);

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.mocked(wait).mockClear();
  vi.restoreAllMocks();
});

const html = "<html><body>502 Bad Gateway</body></html>";
const passing: [string, () => Reply][] = [
  ["a fault of the network", networkFault],
  ["a connection that ends in the body", () => new TypeError("terminated")],
  ["408", () => apiError(408, "request_timeout")],
  ["409 of a request in progress", () => apiError(409, "idempotency_in_progress")],
  ["429", () => apiError(429, "rate_limited")],
  ["500", () => apiError(500, "internal_error")],
  ["502 with HTML", () => new Response(html, { status: 502 })],
  ["503", () => apiError(503, "unavailable")],
  ["504 without a body", () => new Response(null, { status: 504 })],
  ["200 that is no JSON", () => new Response(html)],
];

describe("retries", () => {
  it.each(passing)("tries again after %s, under the same key", async (_, fault) => {
    const { farthing, requests } = fakeApi((__, count) => (count < 2 ? fault() : json({ id: "cus_1" })));
    await expect(farthing.customers.create({ id: "u" })).resolves.toEqual({ id: "cus_1" });
    expect(requests).toHaveLength(3);
    const keys = new Set(requests.map((request) => request.headers.get("idempotency-key")));
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    [400, "invalid_json"],
    [401, "unauthorized"],
    [402, "insufficient_balance"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "duplicate"],
    [409, "idempotency_key_mismatch"],
    [422, "validation_error"],
  ])("does not try again after %i %s", async (status, code) => {
    const { farthing, requests } = fakeApi(() => apiError(status, code));
    await expect(farthing.customers.create({})).rejects.toMatchObject({ status, code });
    expect(requests).toHaveLength(1);
  });

  it("gives up after maxRetries, with the error of the last attempt", async () => {
    const { farthing, requests } = fakeApi(() => apiError(503, "unavailable"));
    await expect(farthing.customers.get({ id: "u" })).rejects.toBeInstanceOf(UnavailableError);
    expect(requests).toHaveLength(4);
    await expect(farthing.customers.get({ id: "u" }, { maxRetries: 0 })).rejects.toThrow(ServerError);
    expect(requests).toHaveLength(5);
  });

  it("pauses from half a second, doubling to eight", async () => {
    const { farthing } = fakeApi(() => networkFault(), { maxRetries: 6 });
    await expect(farthing.customers.get({ id: "u" })).rejects.toBeInstanceOf(APIConnectionError);
    expect(pauses()).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  });

  it("takes a random part off each pause", async () => {
    vi.mocked(Math.random).mockReturnValue(0.5);
    const { farthing } = fakeApi(() => networkFault(), { maxRetries: 2 });
    await expect(farthing.customers.get({ id: "u" })).rejects.toThrow();
    expect(pauses()).toEqual([375, 750]);
  });

  it.each([429, 503])(
    "never returns before Retry-After of a %i, and not with all the others",
    async (status) => {
      const { farthing } = fakeApi((_, count) =>
        count < 3 ? apiError(status, "unavailable", {}, { "retry-after": "8" }) : json({}),
      );
      for (const random of [0, 0.5, 0.999]) vi.mocked(Math.random).mockReturnValueOnce(random);
      await farthing.customers.get({ id: "u" });
      expect(pauses()).toEqual([8_000, 9_000, expect.closeTo(9_998)]);
    },
  );

  it.each([
    ["2", 2_000],
    ["0", 0],
    ["86400", 60_000],
    ["Fri, 01 May 2026 10:00:30 GMT", 30_000],
    ["Fri, 01 May 2020 10:00:00 GMT", 0],
    ["soon", 500],
  ])("obeys Retry-After: %s", async (header, expected) => {
    vi.spyOn(Date, "now").mockReturnValue(Date.parse("2026-05-01T10:00:00Z"));
    const { farthing } = fakeApi((_, count) =>
      count === 0 ? apiError(429, "rate_limited", {}, { "retry-after": header }) : json({}),
    );
    await farthing.customers.get({ id: "u" });
    expect(pauses()).toEqual([expected]);
  });

  it("tells how long a limit asks to wait", async () => {
    const { farthing } = fakeApi(() => apiError(429, "rate_limited", {}, { "retry-after": "7" }), {
      maxRetries: 0,
    });
    const error = await farthing.features.list().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 7_000 });
  });

  it.each<[string, (farthing: Farthing) => Promise<unknown>]>([
    ["making an API key", (farthing) => farthing.apiKeys.create({ name: "ci" })],
    ["making a webhook", (farthing) => farthing.webhooks.create({ url: "https://a.example", events: ["*"] })],
    ["replacing a webhook's secret", (farthing) => farthing.webhooks.rotateSecret({ id: "whk_1" })],
    ["testing a webhook", (farthing) => farthing.webhooks.test({ id: "whk_1" })],
  ])("does not repeat %s, and sends no key with it", async (_, call) => {
    const { farthing, requests } = fakeApi(() => networkFault());
    await expect(call(farthing)).rejects.toBeInstanceOf(APIConnectionError);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.get("idempotency-key")).toBeNull();
  });
});

describe("over a socket", () => {
  it("tries again when the connection ends in the middle of the body", async () => {
    const server = await fakeServer((response, count) => {
      if (count > 0) return void response.end('{"id":"cus_1"}');
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"id":', () => response.destroy());
    });
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL });
    await expect(farthing.customers.get({ id: "u" })).resolves.toEqual({ id: "cus_1" });
    expect(server.count()).toBe(2);
    await server.close();
  });

  it("tries again after a proxy's HTML, and reports it by its status", async () => {
    const server = await fakeServer((response) => {
      response.writeHead(502, { "content-type": "text/html" }).end(html);
    });
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL, maxRetries: 1 });
    const error = await farthing.customers.get({ id: "u" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({
      status: 502,
      code: undefined,
      message: expect.stringContaining("502 Bad Gateway"),
    });
    expect(server.count()).toBe(2);
    await server.close();
  });

  it("ends an attempt that takes longer than timeout, and tries again", async () => {
    const server = await fakeServer((response, count) => {
      if (count > 0) response.end("{}");
    });
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL, timeout: 100 });
    await expect(farthing.customers.get({ id: "u" })).resolves.toEqual({});
    expect(server.count()).toBe(2);
    await server.close();
  });

  it("ends an attempt whose body does not end", async () => {
    const server = await fakeServer((response) => {
      response.writeHead(200).write("{");
    });
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL, timeout: 100, maxRetries: 0 });
    const error = await farthing.customers.get({ id: "u" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APITimeoutError);
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).not.toBeInstanceOf(APIError);
    await server.close();
  });

  it("says why there was no connection", async () => {
    const server = await fakeServer(() => {});
    await server.close();
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL, maxRetries: 0 });
    await expect(farthing.customers.get({ id: "u" })).rejects.toThrow(/ECONNREFUSED/);
  });

  it("does not follow a redirect, with which a POST would become a GET", async () => {
    const server = await fakeServer((response) => {
      response.writeHead(301, { location: "https://elsewhere.test/" }).end();
    });
    const farthing = new Farthing({ apiKey: "k", baseURL: server.baseURL });
    await expect(farthing.customers.create({})).rejects.toThrow(APIRedirectError);
    expect(server.count()).toBe(1);
    await server.close();
  });
});

describe("a signal", () => {
  it("ends a call at once, also where fetch does not heed it", async () => {
    const controller = new AbortController();
    const reason = new Error("the user left");
    const { farthing, requests } = fakeApi(() => {
      queueMicrotask(() => controller.abort(reason));
      return new Promise<Response>(() => {});
    });
    await expect(farthing.customers.get({ id: "u" }, { signal: controller.signal })).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
  });

  it("ends a call in the pause between attempts", async () => {
    const actual = await vi.importActual<typeof import("./wait.js")>("./wait.js");
    vi.mocked(wait).mockImplementationOnce(actual.wait);
    const controller = new AbortController();
    const { farthing, requests } = fakeApi(() => {
      setTimeout(() => controller.abort(), 10);
      return apiError(429, "rate_limited", {}, { "retry-after": "60" });
    });
    const error = await farthing.customers
      .get({ id: "u" }, { signal: controller.signal })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "AbortError" });
    expect(requests).toHaveLength(1);
  });

  it("that is aborted already lets nothing be sent", async () => {
    const { farthing, requests } = fakeApi(() => json({}));
    await expect(farthing.customers.get({ id: "u" }, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(requests).toHaveLength(0);
  });
});

describe("a request", () => {
  it("takes an empty answer", async () => {
    const { farthing } = fakeApi(() => new Response(null, { status: 204 }));
    await expect(farthing.features.delete({ code: "api_calls" })).resolves.toBeUndefined();
  });

  it("carries the caller's key and headers", async () => {
    const { farthing, requests } = fakeApi(() => json({}), { defaultHeaders: { "x-team": "growth" } });
    await farthing.customers.create({}, { idempotencyKey: "mine", headers: { "x-trace": "1" } });
    const { headers } = requests[0]!;
    expect(headers.get("idempotency-key")).toBe("mine");
    expect(headers.get("x-team")).toBe("growth");
    expect(headers.get("x-trace")).toBe("1");
    expect(headers.get("x-api-key")).toBe("ck_test_0123456789");
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("has no key when it only reads", async () => {
    const { farthing, requests } = fakeApi(() => json({}));
    await farthing.customers.get({ id: "u" });
    await farthing.usage.check({ customerId: "u", feature: "api_calls" });
    expect(requests.map((request) => request.headers.get("idempotency-key"))).toEqual([null, null]);
  });

  it("encodes ids, and refuses those that would name another path", async () => {
    const { farthing, requests } = fakeApi(() => json({}));
    await farthing.customers.get({ id: "a/b c?d" });
    expect(requests[0]?.path).toBe("/api/v1/customers/a%2Fb%20c%3Fd");
    for (const id of ["", ".", "..", undefined as unknown as string])
      await expect(farthing.customers.get({ id })).rejects.toThrow(/is not an id/);
    expect(requests).toHaveLength(1);
  });
});
