import { describe, expect, it } from "vitest";
import { answerFor } from "./answer.js";

const asked = { place: { method: "GET", path: "/x" }, sent: {}, notes: new Map<string, string>() };

describe("the envelope", () => {
  it("is around one, none, and a page", () => {
    const thing = { object: "thing", id: "1" };
    expect(answerFor(thing, true, asked, true)).toEqual({ success: true, data: thing });
    expect(answerFor(null, true, asked, true)).toEqual({ success: true, data: null });
    const page = { object: "list", data: [thing], hasMore: true, nextCursor: "c" };
    expect(answerFor(page, true, asked, true)).toEqual({
      success: true,
      data: [thing],
      hasMore: true,
      nextCursor: "c",
    });
    expect(answerFor(page, true, asked, false)).toEqual(page);
  });

  it("is around an error, with its name for the documentation", () => {
    const error = { type: "not_found", code: "plan_not_found", message: "m", docUrl: "/docs" };
    const { docUrl, ...rest } = error;
    expect(answerFor({ error }, false, asked, true)).toEqual({
      success: false,
      error: { ...rest, doc_url: docUrl },
    });
    expect(answerFor({ error }, false, asked, false)).toEqual({ error });
  });
});

it("gives a validation error a list of fields where the API had none", () => {
  const error = { code: "validation_error", message: "must be shorter", param: "Idempotency-Key" };
  expect(answerFor({ error }, false, asked, true)).toMatchObject({
    error: { details: [{ field: "Idempotency-Key", message: "must be shorter" }] },
  });
});

it("explains only what was refused for its fields", () => {
  const notes = new Map([["inputTokens", "1 is less than 2"]]);
  const message = (code: string) =>
    answerFor(
      { error: { code, message: "m", param: "inputTokens" } },
      false,
      { place: { method: "GET", path: "/x" }, sent: {}, notes },
      true,
    );
  expect(message("validation_error")).toMatchObject({ error: { message: "inputTokens: 1 is less than 2" } });
  expect(message("insufficient_balance")).toMatchObject({ error: { message: "m" } });
});
