/** Answers that these clients have in a form of their own after one operation, whatever the resource is. */
import { type Fields, isFields } from "./fields.js";
import type { Place } from "./moved-paths.js";
import { pathPattern } from "./path-pattern.js";

const RETRY = pathPattern("/transactions/{id}/retry");
const REACTIVATE = pathPattern("/subscriptions/{id}/reactivate");

export function toldAt({ method, path }: Place, told: Fields): Fields {
  if (method !== "POST") return told;
  // They hear of the result later; where it is known already, the transaction has it.
  if (RETRY.test(path)) return { ...told, status: "processing" };
  if (REACTIVATE.test(path)) return { ...told, retryInitiated: false };
  return told;
}

/** The first version in which the balances of all seats are a resource, and not a mere record. */
const SEATS_ARE_A_RESOURCE = "2026-07-11";

/**
 * Balances by the code of their feature, where the API has a list of them.
 * @param body the API's answer, whole
 */
export function seatBalancesByCode(body: unknown, { method, path }: Place, version: string): unknown {
  const isAsked = method === "GET" && path === "/seats/balances" && isFields(body) && body.object === "list";
  if (!isAsked) return body;
  const balances = (body.data as Fields[]).map((each) => [each.featureCode, { ...each, object: "seat" }]);
  const livemode = (body.data as Fields[])[0]?.livemode ?? false;
  const about = version < SEATS_ARE_A_RESOURCE ? {} : { object: "seat", livemode };
  return { ...Object.fromEntries(balances), ...about };
}
