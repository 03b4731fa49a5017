/**
 * What an answer says of a field that is not valid.
 *
 * Broken on purpose: zod not asked for what was sent (each wrong type was said to be missing).
 */
import { expect, test } from "vitest";
import { z } from "zod";
import { FarthingError } from "../errors.js";
import { validate } from "./validate.js";

const schema = z.strictObject({
  amount: z.int(),
  list: z.array(z.strictObject({ name: z.string() })).optional(),
  note: z.union([z.strictObject({ text: z.string() }), z.null()]).optional(),
});

function messageFor(value: unknown): string {
  try {
    validate(schema, value);
  } catch (error) {
    if (error instanceof FarthingError) return error.message;
    throw error;
  }
  throw new Error("it is valid");
}

test("only a field that was not sent is said to be required; one of another type is told what it is", () => {
  for (const [value, message] of [
    [{}, "amount: is required (Invalid input: expected number, received undefined)"],
    [{ amount: "5" }, "amount: Invalid input: expected number, received string"],
    [{ amount: null }, "amount: Invalid input: expected number, received null"],
    [{ amount: 0.5 }, "amount: Invalid input: expected int, received number"],
    [
      { amount: 1, list: [{}] },
      "list[0].name: is required (Invalid input: expected string, received undefined)",
    ],
    [{ amount: 1, list: [{ name: 7 }] }, "list[0].name: Invalid input: expected string, received number"],
    [{ amount: 1, note: {} }, "note.text: is required (Invalid input: expected string, received undefined)"],
    [{ amount: 1, note: { text: 7 } }, "note.text: Invalid input: expected string, received number"],
  ] as const)
    expect(messageFor(value), JSON.stringify(value)).toBe(message);
});
