/** Answers that these clients get whole, and the API gives in parts. What one of the parts cannot be had for, the whole cannot. */
import { API_PREFIX } from "../platform/index.js";
import { type Fields, isFields } from "./fields.js";
import { isWholeList } from "./request.js";

type Ask = (request: Request) => Promise<Response>;

/** A part that could not be had of what was asked for. */
export class PartFailed extends Error {
  constructor(readonly response: Response) {
    super(`a part was answered ${response.status}`);
  }
}

/** @param body the API's answer to `request`. @throws PartFailed, but not of a write: that was done */
export async function completed(body: unknown, request: Request, ask: Ask): Promise<unknown> {
  if (!isFields(body)) return body;
  if (body.object === "transaction") return withCustomers([body], request, ask).then(([one]) => one);
  if (request.method !== "GET") return body;
  const path = new URL(request.url).pathname.slice(API_PREFIX.length);
  if (path === "/transactions" && Array.isArray(body.data))
    return { ...body, data: await withCustomers(body.data as Fields[], request, ask) };
  if (isWholeList(path)) return wholeList(body, request, ask);
  if (path === "/subscriptions/active") return withFeatures(body, request, ask);
  return body;
}

async function wholeList(first: Fields, request: Request, ask: Ask): Promise<Fields> {
  let list = first;
  while (list.hasMore === true) {
    const page = await get(request, ask, (url) => {
      url.searchParams.set("cursor", String(list.nextCursor));
    });
    if (!Array.isArray(page?.data)) break;
    list = { ...page, data: [...(list.data as unknown[]), ...page.data] };
  }
  return list;
}

/** What may be used of the subscription that a customer has now. */
async function withFeatures(subscription: Fields, request: Request, ask: Ask): Promise<Fields> {
  const access = await get(request, ask, (url) => {
    url.pathname = `${API_PREFIX}/feature-access`;
    url.search = `?customerId=${encodeURIComponent(String(subscription.customerId))}`;
  });
  return access && Array.isArray(access.data) ? { ...subscription, features: access.data } : subscription;
}

/** Whose card it was: these clients have it with the transaction. A page has no more customers than one list of them. */
async function withCustomers(transactions: readonly Fields[], request: Request, ask: Ask): Promise<Fields[]> {
  const ids = [...new Set(transactions.map(({ customerId }) => String(customerId)))];
  if (ids.length === 0) return [];
  const found = await get(request, ask, (url) => {
    url.pathname = `${API_PREFIX}/customers`;
    url.search = `?${new URLSearchParams({ ids: ids.join(","), limit: String(ids.length) })}`;
  });
  const customers = new Map(
    (found?.data as Fields[] | undefined)?.map((customer) => [customer.id, customer]),
  );
  return transactions.map((each) => ({ ...each, customer: customers.get(each.customerId) }));
}

async function get(request: Request, ask: Ask, change: (url: URL) => void): Promise<Fields | undefined> {
  const url = new URL(request.url);
  change(url);
  const response = await ask(new Request(url, { headers: request.headers }));
  if (!response.ok) {
    if (request.method === "GET") throw new PartFailed(response);
    return undefined;
  }
  const body: unknown = await response.json();
  return isFields(body) ? body : undefined;
}
