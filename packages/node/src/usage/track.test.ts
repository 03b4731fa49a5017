import { afterEach, describe, expect, it, vi } from "vitest";
import { apiError, fakeApi, json, networkFault, type Reply } from "../../test/fake-api.js";
import { DuplicateEventError, IdempotencyMismatchError, type UsageBatch, type UsageEvent } from "../index.js";

vi.mock("../http/wait.js", () => ({ wait: async () => {} }));
afterEach(() => {
  vi.restoreAllMocks();
});

const event = { object: "usage_event", id: "evt_1" } as UsageEvent;
const duplicate = (): Response => apiError(409, "duplicate", { details: { event } });
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe("usage.track", () => {
  it("sends the event as the API wants it", async () => {
    const { farthing, requests } = fakeApi(() => json(event, 201));
    const answer = await farthing.usage.track({
      customerId: "user_123",
      feature: "api_calls",
      value: 0.5,
      timestamp: new Date("2026-01-15T10:00:00Z"),
      properties: { region: "eu", tries: 2, cached: false, none: undefined },
      model: undefined,
    });
    expect(answer).toEqual(event);
    expect(requests[0]).toMatchObject({ method: "POST", path: "/api/v1/usage/events" });
    expect(requests[0]?.body).toEqual({
      customerId: "user_123",
      feature: "api_calls",
      value: 0.5,
      timestamp: "2026-01-15T10:00:00.000Z",
      properties: [
        { property: "region", value: "eu" },
        { property: "tries", value: "2" },
        { property: "cached", value: "false" },
      ],
      idempotencyKey: expect.stringMatching(uuid),
    });
    expect(requests[0]?.headers.get("idempotency-key")).toBeNull();
  });

  it("takes properties as a list, and the caller's key", async () => {
    const { farthing, requests } = fakeApi(() => json(event, 201));
    const properties = [{ property: "region", value: "eu" }];
    await farthing.usage.track({ customerId: "u", feature: "f", properties, idempotencyKey: "req_1" });
    await farthing.usage.track({ customerId: "u", feature: "f" }, { idempotencyKey: "req_2" });
    expect(requests[0]?.body).toEqual({ customerId: "u", feature: "f", properties, idempotencyKey: "req_1" });
    expect(requests[1]?.body.idempotencyKey).toBe("req_2");
  });

  it.each<[string, () => Reply]>([
    ["a lost answer", networkFault],
    ["a proxy's 502", () => new Response("<html>", { status: 502 })],
  ])("counts once after %s: the duplicate of its own retry is the event", async (_, fault) => {
    const { farthing, requests } = fakeApi((__, count) => (count === 0 ? fault() : duplicate()));
    await expect(farthing.usage.track({ customerId: "u", feature: "f" })).resolves.toEqual(event);
    expect(requests[1]?.body).toEqual(requests[0]?.body);
  });

  it("gives a caller's duplicate to the caller, with the event", async () => {
    const { farthing } = fakeApi(() => duplicate());
    const error = await farthing.usage
      .track({ customerId: "u", feature: "f", idempotencyKey: "req_1" })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DuplicateEventError);
    expect((error as DuplicateEventError).event).toEqual(event);
  });

  it("gives the id alone of a duplicate that is archived", async () => {
    const archived = { eventId: event.id, recordedAt: "2025-01-01T00:00:00.000Z", archived: true };
    const { farthing } = fakeApi(() => apiError(409, "duplicate", { details: archived }));
    const error: unknown = await farthing.usage
      .track({ customerId: "u", feature: "f", idempotencyKey: "mine" })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DuplicateEventError);
    expect(error).toMatchObject({ event: undefined, eventId: event.id });
  });

  it("knows a caller's duplicate after a limit too, which let nothing through", async () => {
    const { farthing } = fakeApi((_, count) => (count === 0 ? apiError(429, "rate_limited") : duplicate()));
    await expect(
      farthing.usage.track({ customerId: "u", feature: "f", idempotencyKey: "req_1" }),
    ).rejects.toBeInstanceOf(DuplicateEventError);
  });

  it("does not take another event under the key for its own", async () => {
    const { farthing } = fakeApi((_, count) =>
      count === 0
        ? networkFault()
        : apiError(409, "idempotency_key_mismatch", { details: { eventId: "evt_1" } }),
    );
    const call = farthing.usage.track({ customerId: "u", feature: "f", idempotencyKey: "req_1" });
    await expect(call).rejects.toBeInstanceOf(IdempotencyMismatchError);
    await expect(call).rejects.not.toBeInstanceOf(DuplicateEventError);
  });
});

const batchOf = (...statuses: ("recorded" | "duplicate")[]): UsageBatch => ({
  object: "usage_batch",
  livemode: false,
  recorded: statuses.filter((status) => status === "recorded").length,
  duplicates: statuses.filter((status) => status === "duplicate").length,
  refused: 0,
  results: statuses.map((status) =>
    status === "recorded" ? { status, event } : { status, eventId: event.id, event },
  ),
});

describe("usage.trackBatch", () => {
  const events = [
    { customerId: "u", feature: "f" },
    { customerId: "u", feature: "f", idempotencyKey: "mine" },
  ];

  it("gives each event without a key one of its own", async () => {
    const { farthing, requests } = fakeApi(() => json(batchOf("recorded", "recorded")));
    await farthing.usage.trackBatch({ events: [...events, { customerId: "v", feature: "f" }] });
    const keys = requests[0]?.body.events.map((sent: { idempotencyKey: string }) => sent.idempotencyKey);
    expect(keys).toEqual([expect.stringMatching(uuid), "mine", expect.stringMatching(uuid)]);
    expect(keys[0]).not.toBe(keys[2]);
    expect(requests[0]?.headers.get("idempotency-key")).toBeNull();
  });

  it("derives keys from the caller's, so that the whole call can be made again", async () => {
    const { farthing, requests } = fakeApi(() => json(batchOf("recorded", "recorded")));
    await farthing.usage.trackBatch({ events }, { idempotencyKey: "job-7" });
    expect(requests[0]?.body.events.map((sent: { idempotencyKey: string }) => sent.idempotencyKey)).toEqual([
      "job-7:0",
      "mine",
    ]);
  });

  it("reports as recorded what its own lost attempt recorded, and a caller's key as the server says", async () => {
    const { farthing } = fakeApi((_, count) =>
      count === 0 ? networkFault() : json(batchOf("duplicate", "duplicate")),
    );
    expect(await farthing.usage.trackBatch({ events })).toEqual({
      ...batchOf("recorded", "duplicate"),
    });
  });

  it("reports a first answer as it is", async () => {
    const { farthing } = fakeApi(() => json(batchOf("recorded", "duplicate")));
    expect(await farthing.usage.trackBatch({ events })).toEqual(batchOf("recorded", "duplicate"));
  });
});
