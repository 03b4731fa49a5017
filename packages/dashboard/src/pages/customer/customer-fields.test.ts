import { expect, test } from "vitest";
import { changesOf, typedOf } from "./customer-fields";

const customer = {
  id: "cus_1",
  externalId: "ada",
  email: "ada@example.com",
  fullName: "Ada Lovelace",
  taxDocument: null,
  timezone: null,
  metadata: { team: "growth", seats: 3 },
  address: { line1: "1 High St", city: "Leeds", postalCode: "LS1 4DY", country: "GB" },
} as never;
const typed = typedOf(customer);

test("only what was changed is sent, and null for what was emptied", () => {
  expect(changesOf(customer, typed)).toBeUndefined();
  expect(
    changesOf(customer, { ...typed, fullName: " Ada King ", email: "", timezone: "Europe/London" }),
  ).toEqual({ fullName: "Ada King", email: null, timezone: "Europe/London" });
});

test("an address is sent whole, its country in capitals, and is taken away where all of it was emptied", () => {
  expect(changesOf(customer, { ...typed, "address.line2": "Flat 2", "address.country": "ie" })).toEqual({
    address: { line1: "1 High St", line2: "Flat 2", city: "Leeds", postalCode: "LS1 4DY", country: "IE" },
  });
  const none = Object.fromEntries(
    Object.entries(typed).map(([name, text]) => [name, name.startsWith("address.") ? "" : text]),
  );
  expect(changesOf(customer, none as never)).toEqual({ address: null });
});

test("metadata keeps the kinds of its values, and what is no object is not sent", () => {
  expect(changesOf(customer, { ...typed, metadata: '{"vip": true, "seats": 4}' })).toEqual({
    metadata: { vip: true, seats: 4 },
  });
  expect(changesOf(customer, { ...typed, metadata: "" })).toEqual({ metadata: null });
  for (const metadata of ["team: growth", "[1]", "7", "null"])
    expect(() => changesOf(customer, { ...typed, metadata })).toThrow(/object of JSON/);
});
