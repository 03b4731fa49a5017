import { describe, expect, it } from "vitest";
import { apiError, fakeApi, json, type SeenRequest } from "../test/fake-api.js";
import { NotFoundError } from "./index.js";

const pages: Record<string, unknown> = {
  "": { object: "list", data: [{ id: "1" }, { id: "2" }], hasMore: true, nextCursor: "a" },
  a: { object: "list", data: [], hasMore: true, nextCursor: "b" },
  b: { object: "list", data: [{ id: "3" }], hasMore: false, nextCursor: null },
};
const cursorOf = (request: SeenRequest): string =>
  new URL(request.path, "http://x").searchParams.get("cursor") ?? "";
const listApi = () => fakeApi((request) => json(pages[cursorOf(request)]));

describe("a list", () => {
  it("is all items when iterated, page by page", async () => {
    const { farthing, requests } = listApi();
    const ids: string[] = [];
    for await (const customer of farthing.customers.list({ limit: 2, search: "x y" })) ids.push(customer.id);
    expect(ids).toEqual(["1", "2", "3"]);
    expect(requests.map((request) => request.path)).toEqual([
      "/api/v1/customers?limit=2&search=x+y",
      "/api/v1/customers?limit=2&search=x+y&cursor=a",
      "/api/v1/customers?limit=2&search=x+y&cursor=b",
    ]);
  });

  it("asks for no more pages than are looked at", async () => {
    const { farthing, requests } = listApi();
    for await (const customer of farthing.customers.list()) if (customer.id === "2") break;
    expect(requests).toHaveLength(1);
  });

  it("is its first page when awaited, and goes on from there", async () => {
    const { farthing } = listApi();
    const first = await farthing.customers.list();
    expect(JSON.parse(JSON.stringify(first))).toEqual(pages[""]);
    const second = await first.nextPage();
    const third = await second?.nextPage();
    expect(third?.data).toEqual([{ id: "3" }]);
    expect(await third?.nextPage()).toBeNull();
    const rest: string[] = [];
    for await (const customer of first) rest.push(customer.id);
    expect(rest).toEqual(["1", "2", "3"]);
  });

  it("starts at a cursor that was kept", async () => {
    const { farthing } = listApi();
    expect((await farthing.customers.list({ cursor: "b" })).data).toEqual([{ id: "3" }]);
  });

  it("says of the events behind a line what they come to, on the page that has it", async () => {
    const totals = {
      events: 3,
      quantity: null,
      eventsNanos: "25",
      otherNanos: "-3",
      amountNanos: "22",
      amount: 0,
    };
    const { farthing } = fakeApi((request) =>
      json({
        ...(pages[cursorOf(request)] as object),
        totals: cursorOf(request) ? null : totals,
        archived: false,
      }),
    );
    const first = await farthing.invoices.listLineEvents({ id: "inv_1", line: "iline_1" });
    expect([first.totals, first.archived]).toEqual([totals, false]);
    expect((await first.nextPage())?.totals).toBeNull();
    const other = await farthing.creditNotes.listLineEvents({ id: "cn_1", line: "cnline_1" });
    expect(other.totals).toEqual(totals);
  });

  it("sends nothing before it is looked at, and one request however often it is awaited", async () => {
    const { farthing, requests } = listApi();
    const list = farthing.customers.list();
    expect(requests).toHaveLength(0);
    expect(await list).toBe(await list);
    expect(requests).toHaveLength(1);
  });

  it("throws where it is looked at", async () => {
    const { farthing } = fakeApi(() => apiError(404, "customer_not_found"));
    const list = farthing.ledger.list({ customerId: "u" });
    await expect(list).rejects.toBeInstanceOf(NotFoundError);
    await expect(list.catch(() => "caught")).resolves.toBe("caught");
    await expect(list.finally(() => {}).catch(() => "after")).resolves.toBe("after");
    await expect(farthing.ledger.list({ customerId: "u" })[Symbol.asyncIterator]().next()).rejects.toThrow();
  });

  it("takes times as Date, and leaves out what is undefined", async () => {
    const { farthing, requests } = listApi();
    await farthing.usage.list({
      from: new Date("2026-01-15T10:00:00Z"),
      to: undefined,
      feature: "api_calls",
    });
    expect(requests[0]?.path).toBe(
      "/api/v1/usage/events?from=2026-01-15T10%3A00%3A00.000Z&feature=api_calls",
    );
  });
});
