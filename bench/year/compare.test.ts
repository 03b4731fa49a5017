/**
 * What the bench says of a year's invoices, where they are the model's and where one is not.
 *
 * Broken on purpose: lines left out of what is compared.
 */
import { expect, test } from "vitest";
import { Book, type Plan } from "../../tests/system/billing-model.js";
import type { StoredInvoice } from "../columns.js";
import { compareInvoices } from "./compare.js";

const START_MS = Date.parse("2028-01-31T00:00:00Z");
const terms = {
  sinceMs: 0,
  priceNanos: 29_000_000_000n,
  included: 0n,
  unitNanos: 0n,
  seatsIncluded: 0n,
  seatNanos: 0n,
};
const plan: Plan = {
  code: "p",
  model: "metered",
  rank: 0,
  seatsAtOnce: false,
  topupsSurvive: false,
  terms: { monthly: [terms] },
};
const book = new Book();
book.act(START_MS, { kind: "start", plan, interval: "monthly", trialDays: 0, seats: 0n });
const books = new Map([["a", book]]);
const FEB = Date.parse("2028-02-29T00:00:00Z");
const stored: StoredInvoice = {
  customer: "a",
  reason: "subscription_start",
  status: "paid",
  total: "29000000000",
  issued: START_MS,
  paid: START_MS,
  lines: [["plan_base", "29000000000", "29000000000", null, null, START_MS, FEB]],
};

test("what is as the model says is counted", () => {
  expect(compareInvoices(books, [stored])).toEqual({ invoices: 1, lines: 1 });
});

test.each([
  ["an amount that is one nano more", { lines: [stored.lines[0]!.with(1, "29000000001")] }],
  ["another end", { lines: [stored.lines[0]!.with(6, FEB + 1)] }],
  ["another total", { total: "29010000000" }],
  ["a line more", { lines: [...stored.lines, ...stored.lines] }],
])("%s is named", (_, change) => {
  const changed = { ...stored, ...change } as StoredInvoice;
  expect(() => compareInvoices(books, [changed])).toThrow("invoice 1 of a differs");
});

test("an invoice too many, and one too few, are named", () => {
  expect(() => compareInvoices(books, [stored, stored])).toThrow("invoice 2 of a differs");
  expect(() => compareInvoices(books, [])).toThrow("invoice 1 of a differs");
});
