import { expect, it } from "vitest";
import { translateFields } from "./sent-fields.js";

const sent = (method: string, path: string, fields: Record<string, unknown>, enveloped = true) =>
  translateFields(fields, { method, path }, enveloped, new Map());

it("leaves a body alone that needs nothing", () => {
  const body = { name: "A", code: "a", successUrl: "x" };
  expect(sent("POST", "/plans", body)).toBe(body);
});

it("leaves a field to be refused where both of its names are sent", () => {
  const customer = { billingEmail: "a@example.com", email: "b@example.com" };
  expect(sent("POST", "/customers", customer)).toBe(customer);
  const feature = { overageEnabled: true, overage: { enabled: true, unitPrice: 1 } };
  expect(sent("POST", "/plans/p/features", feature)).toEqual(feature);
});

it.each([
  [{ overage: { enabled: false, unitPrice: 0 } }, {}],
  [{ overageEnabled: false }, {}],
  [{ overage: { enabled: false, unitPrice: 5 } }, { overage: { enabled: false, unitPrice: 5 } }],
  [{ overageUnitPrice: 5 }, { overage: { unitPrice: 5 } }],
  [{ overageEnabled: true, overageUnitPrice: 0 }, { overage: { enabled: true, unitPrice: 0 } }],
])("of a new plan feature's overage, %j becomes %j", (fields, expected) => {
  expect(sent("POST", "/plans/p/features", fields)).toEqual(expected);
});

it("keeps a change that turns overage off", () => {
  const off = { overage: { enabled: false } };
  expect(sent("PATCH", "/plans/p/features/f", { overageEnabled: false })).toEqual(off);
});

it("leaves out an offer that is off, and keeps one that is on", () => {
  const on = { price: 1, introOffer: { enabled: true, discountType: "percentage", discountValue: 10 } };
  expect(sent("POST", "/plans/p/prices", on)).toBe(on);
  const off = { price: 1, introOffer: { enabled: false, discountType: null } };
  expect(sent("POST", "/plans/p/prices", off)).toEqual({ price: 1 });
});

it("says an amount that is left out, as these clients may", () => {
  expect(sent("POST", "/plans/p/prices", { billingInterval: "monthly" })).toEqual({
    billingInterval: "monthly",
    price: 0,
  });
});

it("keeps seats that are asked for", () => {
  const body = { planCode: "pro", initialSeats: { editor: 3 } };
  expect(sent("POST", "/subscriptions", body)).toBe(body);
});

it("renames nothing for a later version, and still counts cached tokens once", () => {
  const customer = { billingEmail: "a@example.com" };
  expect(sent("POST", "/customers", customer, false)).toBe(customer);
  const event = { inputTokens: 5, cacheReadTokens: 2 };
  expect(sent("POST", "/usage/events", event, false)).toEqual({ inputTokens: 3, cacheReadTokens: 2 });
});
