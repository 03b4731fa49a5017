import { describe, expect, it, vi } from "vitest";
import { apiError, fakeApi } from "../../test/fake-api.js";
import * as sdk from "../index.js";

async function errorOf(response: Response): Promise<unknown> {
  const { farthing } = fakeApi(() => response, { maxRetries: 0 });
  return farthing.customers.get({ id: "u" }).catch((thrown: unknown) => thrown);
}

const kinds: [number, string, keyof typeof sdk, (keyof typeof sdk)[]][] = [
  [400, "invalid_json", "BadRequestError", []],
  [401, "unauthorized", "AuthenticationError", []],
  [402, "included_limit_reached", "PaymentRequiredError", []],
  [402, "insufficient_balance", "InsufficientBalanceError", ["PaymentRequiredError"]],
  [402, "insufficient_credits", "InsufficientCreditsError", ["PaymentRequiredError"]],
  [403, "no_active_subscription", "PermissionDeniedError", []],
  [404, "customer_not_found", "NotFoundError", []],
  [405, "method_not_allowed", "BadRequestError", []],
  [408, "request_timeout", "APIError", []],
  [409, "code_taken", "ConflictError", []],
  [409, "duplicate", "DuplicateEventError", ["ConflictError"]],
  [409, "idempotency_key_mismatch", "IdempotencyMismatchError", ["ConflictError"]],
  [413, "payload_too_large", "BadRequestError", []],
  [415, "unsupported_media_type", "BadRequestError", []],
  [422, "validation_error", "ValidationError", []],
  [429, "rate_limited", "RateLimitError", []],
  [500, "internal_error", "ServerError", []],
  [503, "unavailable", "UnavailableError", ["ServerError"]],
];

const exported = new Map(Object.entries(sdk));
const classNamed = (name: string) => exported.get(name) as typeof sdk.FarthingError;

describe("errors of the API", () => {
  it.each(kinds)("%i %s is a %s", async (status, code, name, parents) => {
    const error = await errorOf(apiError(status, code));
    expect((error as Error).name).toBe(name);
    for (const parent of [name, ...parents, "APIError" as const, "FarthingError" as const])
      expect(error instanceof classNamed(parent)).toBe(true);
    const others = kinds
      .map(([, , other]) => other)
      .filter((other) => other !== name && other !== "APIError");
    for (const other of others.filter((kind) => !parents.includes(kind)))
      expect(error instanceof classNamed(other)).toBe(false);
    expect(error).toMatchObject({ status, code, message: `about ${code}` });
  });

  it("carry where to read on, and what to quote in a report", async () => {
    const fields = { type: "not_found", param: "id" };
    const error = await errorOf(apiError(404, "customer_not_found", fields, { "x-request-id": "req_1" }));
    expect(error).toMatchObject({
      ...fields,
      requestId: "req_1",
      docUrl: "http://farthing.test/docs/errors#customer_not_found",
    });
  });

  it("tell what was required and what there was", async () => {
    const details = { required: 126, available: 100 };
    expect(await errorOf(apiError(402, "insufficient_balance", { details }))).toMatchObject(details);
    expect(await errorOf(apiError(402, "insufficient_credits", { details }))).toMatchObject(details);
    expect(await errorOf(apiError(402, "insufficient_balance"))).toMatchObject({ required: undefined });
  });

  it("tell every field that is wrong", async () => {
    const details = [
      { field: "value", message: "must not be negative" },
      { field: "events[3].feature", message: "is required" },
    ];
    expect(await errorOf(apiError(422, "validation_error", { details }))).toMatchObject({ fields: details });
    expect(await errorOf(apiError(422, "timestamp_out_of_range"))).toMatchObject({ fields: [] });
  });

  it.each(["", "null", "[]", '"x"', '{"error":"x"}', "<html>"])(
    "are told by status where the body is %j",
    async (body) => {
      const error = await errorOf(new Response(body, { status: 403 }));
      expect(error).toBeInstanceOf(sdk.PermissionDeniedError);
      expect(error).toMatchObject({ code: undefined, message: expect.stringContaining("403") });
    },
  );
});

describe("instanceof", () => {
  it("holds between two copies of this package", async () => {
    vi.resetModules();
    const copy = await import("../index.js");
    expect(copy.NotFoundError).not.toBe(sdk.NotFoundError);
    const error = new copy.NotFoundError({ status: 404, message: "gone" });
    expect(error instanceof sdk.NotFoundError).toBe(true);
    expect(error instanceof sdk.APIError).toBe(true);
    expect(error instanceof sdk.ConflictError).toBe(false);
  });

  it("tells classes apart that an application derives", () => {
    class Mine extends sdk.NotFoundError {}
    expect(new Mine({ status: 404, message: "" }) instanceof Mine).toBe(true);
    expect(new Mine({ status: 404, message: "" }) instanceof sdk.NotFoundError).toBe(true);
    expect(new sdk.NotFoundError({ status: 404, message: "" }) instanceof Mine).toBe(false);
    for (const value of [undefined, null, 1, {}, new Error("x")])
      expect((value as unknown) instanceof sdk.FarthingError).toBe(false);
  });
});
