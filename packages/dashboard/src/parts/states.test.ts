import { APIConnectionError, APITimeoutError } from "@farthing/node";
import { expect, test } from "vitest";
import { messageOf } from "./states";

test.each([
  new TypeError("Failed to fetch"),
  new APIConnectionError("No answer from http://127.0.0.1: fetch failed."),
  new APITimeoutError("No answer from http://127.0.0.1 within 60 s."),
])("what a network says is put into words for people: %o", (error) => {
  expect(messageOf(error)).toBe("There is no answer. Check your connection, and try again.");
});

test("what the server says stands as it is", () => {
  expect(messageOf(new Error("The balance is used up."))).toBe("The balance is used up.");
});
