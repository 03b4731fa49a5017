/**
 * Operations that stood elsewhere up to 2026-07-11. Each is the whole difference in method and path; where the API
 * has no such operation, its 404 is the answer, as for any other path.
 */
import { filled, pathPattern } from "./path-pattern.js";

export interface Place {
  readonly method: string;
  /** Below the API's prefix. */
  readonly path: string;
}

type Row = readonly [method: string, path: string, newMethod: string, newPath: string];

export const MOVED: readonly Row[] = [
  ["POST", "/features/manage", "POST", "/features"],
  ["PUT", "/features/manage", "POST", "/features"],
  ["PUT", "/features/{code}/manage", "PATCH", "/features/{code}"],
  ["DELETE", "/features/{code}/manage", "DELETE", "/features/{code}"],
  ["POST", "/plans/manage", "POST", "/plans"],
  ["PUT", "/plans/manage", "POST", "/plans"],
  ["PUT", "/plans/{id}/manage", "PATCH", "/plans/{id}"],
  ["DELETE", "/plans/{id}/manage", "DELETE", "/plans/{id}"],
  ["PUT", "/plans/{id}/features/{featureId}", "PATCH", "/plans/{id}/features/{featureId}"],
  ["PUT", "/plans/{id}/prices/{priceId}", "PATCH", "/plans/{id}/prices/{priceId}"],
  ["PUT", "/customers/{id}", "PATCH", "/customers/{id}"],
  ["POST", "/credit-packs/manage", "POST", "/credit-packs"],
  ["PUT", "/credit-packs/manage", "POST", "/credit-packs"],
  ["PUT", "/credit-packs/{id}", "PATCH", "/credit-packs/{id}"],
  ["PUT", "/addons/{id}", "PATCH", "/addons/{id}"],
  ["PUT", "/plan-groups/{id}", "PATCH", "/plan-groups/{id}"],
  ["PUT", "/promo-codes/{id}", "PATCH", "/promo-codes/{id}"],
  ["PUT", "/webhooks/{id}", "PATCH", "/webhooks/{id}"],
  ["PUT", "/invoices/{id}/status", "PATCH", "/invoices/{id}/status"],
  ["GET", "/invoices/{id}/download", "POST", "/invoices/{id}/download-links"],
  ["POST", "/subscriptions/{id}/recovery-link", "POST", "/subscriptions/{id}/recovery-links"],
  ["POST", "/portal/request-access", "POST", "/portal/sessions"],
  ["DELETE", "/seats", "POST", "/seats/remove"],
  ["DELETE", "/usage/quota", "POST", "/usage/quota/remove"],
];

/** The earliest clients ask here what a customer has; the same paths without a customer are the catalog's. */
export const MOVED_WITH_CUSTOMER: readonly Row[] = [
  ["GET", "/addons/active", "GET", "/active-addons"],
  ["GET", "/features", "GET", "/feature-access"],
  ["GET", "/features/{code}", "GET", "/feature-access/{code}"],
];

const compile = (rows: readonly Row[]) =>
  rows.map(([method, path, newMethod, newPath]) => ({
    method,
    pattern: pathPattern(path),
    newMethod,
    newPath,
  }));
const moves = compile(MOVED);
const movesWithCustomer = compile(MOVED_WITH_CUSTOMER);

/** Where the operation stands in the API. */
export function currentPlace(place: Place, query: URLSearchParams): Place {
  for (const move of query.has("customerId") ? movesWithCustomer : moves) {
    if (move.method !== place.method) continue;
    const match = move.pattern.exec(place.path);
    if (match) return { method: move.newMethod, path: filled(move.newPath, match.groups ?? {}) };
  }
  return place;
}
