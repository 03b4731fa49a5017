import { expect, it } from "vitest";
import { currentPlace, MOVED } from "./moved-paths.js";

const place = (method: string, path: string, query = "") =>
  currentPlace({ method, path }, new URLSearchParams(query));

it.each([
  ["POST", "/features/manage", "POST", "/features"],
  ["PUT", "/features/api_calls/manage", "PATCH", "/features/api_calls"],
  ["DELETE", "/plans/plan_1/manage", "DELETE", "/plans/plan_1"],
  ["PUT", "/plans/plan_1/features/feat_1", "PATCH", "/plans/plan_1/features/feat_1"],
  ["PUT", "/customers/a%2Fb", "PATCH", "/customers/a%2Fb"],
  ["GET", "/invoices/inv_1/download", "POST", "/invoices/inv_1/download-links"],
  ["DELETE", "/seats", "POST", "/seats/remove"],
])("%s %s is %s %s", (method, path, newMethod, newPath) => {
  expect(place(method, path)).toEqual({ method: newMethod, path: newPath });
});

it.each([
  ["GET", "/features/manage"],
  ["PUT", "/plans/plan_1/visibility"],
  ["PUT", "/plans/plan_1/prices/price_1/default"],
  ["PUT", "/usage"],
  ["POST", "/customers"],
  ["PUT", "/customers/a/b"],
])("%s %s stays where it is", (method, path) => {
  expect(place(method, path)).toEqual({ method, path });
});

it("tells a customer's features from the catalog's by the customer", () => {
  expect(place("GET", "/features/api_calls", "customerId=ada").path).toBe("/feature-access/api_calls");
  expect(place("GET", "/features", "customerId=ada").path).toBe("/feature-access");
  expect(place("GET", "/features/api_calls").path).toBe("/features/api_calls");
});

it("has no move onto a place that moves again", () => {
  for (const [, , method, path] of MOVED) expect(place(method, path)).toEqual({ method, path });
});
