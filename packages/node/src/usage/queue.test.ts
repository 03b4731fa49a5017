import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { apiError, fakeApi, json, networkFault, type Reply, type SeenRequest } from "../../test/fake-api.js";
import {
  APIConnectionError,
  AuthenticationError,
  type DropReason,
  InsufficientBalanceError,
  type QueuedEvent,
  type QueueOptions,
} from "../index.js";

const NOW = "2026-01-15T10:00:00.000Z";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOW), toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const valuesOf = (request: SeenRequest): number[] =>
  request.body.events.map((event: { value: number }) => event.value);
const recorded = (request: SeenRequest): Response =>
  json({ results: request.body.events.map((event: unknown) => ({ status: "recorded", event })) });

interface Seen {
  readonly drops: { values: (number | undefined)[]; reason: DropReason; error: unknown }[];
  readonly refusals: { event: QueuedEvent; error: unknown }[];
  readonly errors: unknown[];
}

/** A client with listeners that keep what they hear. */
function queueApi(script: (request: SeenRequest, count: number) => Reply, queue: QueueOptions = {}) {
  const seen: Seen = { drops: [], refusals: [], errors: [] };
  const api = fakeApi(script, {
    queue: {
      onDrop: (events, reason, error) =>
        seen.drops.push({ values: events.map((event) => event.value), reason, error }),
      onRefused: (event, error) => seen.refusals.push({ event, error }),
      onError: (error) => seen.errors.push(error),
      ...queue,
    },
  });
  const enqueue = (from: number, to: number): boolean[] => {
    const taken: boolean[] = [];
    for (let value = from; value <= to; value++)
      taken.push(api.farthing.usage.enqueue({ customerId: "u", feature: "f", value }));
    return taken;
  };
  return { ...api, seen, enqueue };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("the queue", () => {
  it("sends what gathers within the interval as one batch, in order", async () => {
    const { enqueue, requests, farthing } = queueApi(recorded);
    expect(enqueue(1, 3)).toEqual([true, true, true]);
    await vi.advanceTimersByTimeAsync(999);
    expect(requests).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(valuesOf)).toEqual([[1, 2, 3]]);
    expect(requests[0]).toMatchObject({ method: "POST", path: "/api/v1/usage/events/batch" });
    expect(farthing.usage.queued).toBe(0);
  });

  it("sends a full batch at once, and never more than 100", async () => {
    const { enqueue, requests } = queueApi(recorded);
    enqueue(1, 250);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.map(valuesOf)).toEqual([range(1, 100), range(101, 200)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests.flatMap(valuesOf)).toEqual(range(1, 250));
  });

  it("fixes key and time when the event is enqueued", async () => {
    const { enqueue, farthing, requests } = queueApi((request, count) =>
      count < 3 ? networkFault() : recorded(request),
    );
    enqueue(1, 1);
    farthing.usage.enqueue({ customerId: "u", feature: "f", idempotencyKey: "mine", timestamp: new Date(0) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map((request) => JSON.stringify(request.body))).size).toBe(1);
    expect(requests[0]?.body.events).toEqual([
      {
        customerId: "u",
        feature: "f",
        value: 1,
        timestamp: NOW,
        idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      { customerId: "u", feature: "f", timestamp: "1970-01-01T00:00:00.000Z", idempotencyKey: "mine" },
    ]);
  });

  it.each<[string, () => Reply]>([
    ["cannot be reached", networkFault],
    ["is behind a proxy that says 502", () => new Response("<html>", { status: 502 })],
    ["is without its database", () => apiError(503, "unavailable")],
    ["has had enough", () => apiError(429, "rate_limited")],
    ["does not know the key", () => apiError(401, "unauthorized")],
    ["is not the server", () => json({ hello: "world" })],
  ])("holds everything while the server %s, and sends it in order when it is back", async (_, fault) => {
    let away = true;
    const { enqueue, requests, seen, farthing } = queueApi((request) => (away ? fault() : recorded(request)));
    enqueue(1, 150);
    await vi.advanceTimersByTimeAsync(120_000);
    enqueue(151, 160);
    const attempts = requests.length;
    // 0.5, 1, 2, 4, 8, 16, 30, 30 … seconds apart.
    expect(attempts).toBe(9);
    expect(seen.errors).toHaveLength(attempts);
    away = false;
    await vi.advanceTimersByTimeAsync(31_000);
    expect(requests.slice(attempts).flatMap(valuesOf)).toEqual(range(1, 160));
    expect(seen.drops).toEqual([]);
    expect(farthing.usage.queued).toBe(0);
  });

  it.each([429, 503])(
    "sends nothing before Retry-After of a %i is over, whatever comes in or asks it to",
    async (status) => {
      const { enqueue, farthing, requests } = queueApi((request, count) =>
        count === 0 ? apiError(status, "unavailable", {}, { "retry-after": "20" }) : recorded(request),
      );
      enqueue(1, 100);
      await vi.advanceTimersByTimeAsync(10_000);
      enqueue(101, 500);
      const flush = farthing.flush();
      await vi.advanceTimersByTimeAsync(9_999);
      expect(requests).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await flush).toEqual({ pending: 0 });
      expect(requests.slice(1).flatMap(valuesOf)).toEqual(range(1, 500));
    },
  );

  it("asks a server that has too much to do once per Retry-After, however much it holds", async () => {
    const { enqueue, requests, farthing } = queueApi((request, count) =>
      count % 2 === 0 ? apiError(503, "unavailable", {}, { "retry-after": "5" }) : recorded(request),
    );
    enqueue(1, 1_000);
    await vi.advanceTimersByTimeAsync(29_999);
    // One that is turned away, and after the pause one that is taken.
    expect(requests).toHaveLength(11);
    expect(farthing.usage.queued).toBe(500);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(requests.flatMap(valuesOf)).toHaveLength(2_000);
    expect(farthing.usage.queued).toBe(0);
  });

  it("takes a random bit longer than Retry-After, so that clients do not return together", async () => {
    vi.mocked(Math.random).mockReturnValue(0.5);
    const { enqueue, requests } = queueApi((request, count) =>
      count === 0 ? apiError(503, "unavailable", {}, { "retry-after": "8" }) : recorded(request),
    );
    enqueue(1, 100);
    await vi.advanceTimersByTimeAsync(8_999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toHaveLength(2);
  });

  it("takes no more than it may hold, and says so", async () => {
    const { enqueue, requests, seen } = queueApi(() => networkFault(), { maxSize: 3 });
    expect(enqueue(1, 5)).toEqual([true, true, true, false, false]);
    expect(seen.drops).toEqual([
      { values: [4], reason: "queue_full", error: undefined },
      { values: [5], reason: "queue_full", error: undefined },
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests.map(valuesOf)).toEqual([[1, 2, 3]]);
  });

  it("tells of each event that was refused, and goes on", async () => {
    const error = {
      type: "payment_required",
      code: "insufficient_balance",
      message: "no",
      details: { required: 5 },
    };
    const { enqueue, seen, farthing } = queueApi((request) =>
      json({
        results: request.body.events.map((event: QueuedEvent) =>
          event.value === 2
            ? { status: "refused", error }
            : { status: event.value === 3 ? "duplicate" : "recorded", event },
        ),
      }),
    );
    enqueue(1, 3);
    expect(await farthing.flush()).toEqual({ pending: 0 });
    expect(seen.refusals).toEqual([
      { event: expect.objectContaining({ value: 2 }), error: expect.any(InsufficientBalanceError) },
    ]);
    expect(seen.refusals[0]?.error).toMatchObject({ status: 402, required: 5 });
    expect(seen.drops).toEqual([]);
  });

  it("sends again from the first event that the server could not take just then", async () => {
    const unavailable = { type: "api_error", code: "unavailable", message: "later" };
    const { enqueue, requests, seen } = queueApi((request, count) =>
      count > 0
        ? recorded(request)
        : json({
            results: request.body.events.map((event: QueuedEvent) =>
              event.value === 2 ? { status: "refused", error: unavailable } : { status: "recorded", event },
            ),
          }),
    );
    enqueue(1, 3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(requests.map(valuesOf)).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
    expect(seen.refusals).toEqual([]);
  });

  it("halves a batch that is too large, and drops only an event that alone is", async () => {
    const { enqueue, requests, seen, farthing } = queueApi((request) =>
      valuesOf(request).includes(5) || valuesOf(request).length > 4
        ? apiError(413, "payload_too_large")
        : recorded(request),
    );
    enqueue(1, 8);
    await farthing.flush();
    expect(seen.drops).toEqual([
      { values: [5], reason: "rejected", error: expect.objectContaining({ status: 413 }) },
    ]);
    const taken = requests.map(valuesOf).filter((values) => values.length <= 4 && !values.includes(5));
    expect(taken.flat()).toEqual([1, 2, 3, 4, 6, 7, 8]);
  });

  it("survives listeners that throw, and logs where nobody listens", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const refused = {
      status: "refused",
      error: { type: "not_found", code: "feature_not_found", message: "no such" },
    };
    const quiet = fakeApi(() => json({ results: [refused] }), { queue: { maxSize: 1 } });
    quiet.farthing.usage.enqueue({ customerId: "u", feature: "f", idempotencyKey: "first" });
    quiet.farthing.usage.enqueue({ customerId: "u", feature: "f", idempotencyKey: "second" });
    await quiet.farthing.flush();
    expect(log.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/not sent \(queue_full\).*second/),
      expect.stringMatching(/first was refused: no such/),
    ]);
    const broken = queueApi(recorded, {
      maxSize: 1,
      onDrop: () => {
        throw new Error("listener");
      },
    });
    expect(broken.enqueue(1, 2)).toEqual([true, false]);
    expect(await broken.farthing.flush()).toEqual({ pending: 0 });
  });
});

describe("flush", () => {
  it("sends at once and waits for all that is in the queue", async () => {
    const { enqueue, requests, farthing } = queueApi(recorded);
    enqueue(1, 120);
    expect(await farthing.flush()).toEqual({ pending: 0 });
    expect(requests.flatMap(valuesOf)).toEqual(range(1, 120));
    expect(await farthing.usage.flush()).toEqual({ pending: 0 });
  });

  it("waits while the server is away", async () => {
    const { enqueue, farthing } = queueApi((request, count) =>
      count < 4 ? networkFault() : recorded(request),
    );
    enqueue(1, 1);
    const flushed = vi.fn();
    const flush = farthing.flush().then(flushed);
    await vi.advanceTimersByTimeAsync(7_400);
    expect(flushed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    await flush;
    expect(flushed).toHaveBeenCalledWith({ pending: 0 });
  });

  it("waits no longer than it may, and keeps the events", async () => {
    const { enqueue, farthing, seen } = queueApi(() => networkFault());
    enqueue(1, 2);
    const flush = farthing.flush({ timeout: 3_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await flush).toEqual({ pending: 2 });
    expect(seen.drops).toEqual([]);
    expect(seen.errors[0]).toBeInstanceOf(APIConnectionError);
  });
});

describe("shutdown", () => {
  it("sends what is in the queue, and takes nothing more", async () => {
    const { enqueue, farthing, requests, seen } = queueApi(recorded);
    enqueue(1, 2);
    await Promise.all([farthing.shutdown(), farthing.usage.shutdown()]);
    expect(requests.map(valuesOf)).toEqual([[1, 2]]);
    expect(enqueue(3, 3)).toEqual([false]);
    expect(seen.drops).toEqual([{ values: [3], reason: "shutdown", error: undefined }]);
  });

  it("gives up after its timeout, and hands over what is left", async () => {
    const { enqueue, farthing, seen, requests } = queueApi(() => apiError(401, "unauthorized"));
    enqueue(1, 2);
    const shutdown = farthing.shutdown({ timeout: 2_000 });
    await vi.advanceTimersByTimeAsync(2_000);
    await shutdown;
    expect(seen.drops).toEqual([{ values: [1, 2], reason: "shutdown", error: undefined }]);
    expect(seen.errors[0]).toBeInstanceOf(AuthenticationError);
    const attempts = requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(attempts);
  });

  it("ends a request that hangs", async () => {
    const { enqueue, farthing, seen } = queueApi(() => new Promise<Response>(() => {}));
    enqueue(1, 1);
    const shutdown = farthing.shutdown({ timeout: 100 });
    await vi.advanceTimersByTimeAsync(100);
    await shutdown;
    expect(seen.drops).toEqual([{ values: [1], reason: "shutdown", error: undefined }]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
