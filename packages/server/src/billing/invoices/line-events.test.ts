/**
 * A line opened down to its events: which part of each it bills, and the same for what takes it back.
 * Random usage over random plans is in tests/system/time.test.ts.
 *
 * Broken on purpose: the debt from before left out of the totals.
 */
import { expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { createCatalog, subscribe } from "../../../test/scenario.js";

const instance = sharedInstance(createCatalog);
const { must } = instance;

const use = (customerId: string, value: number) =>
  must("POST", "/usage/events", { customerId, feature: "api_calls", value });

/** The line of this kind on the customer's newest invoice, after its period has ended. */
async function billed(customerId: string, kind: string): Promise<{ invoice: Body; line: Body }> {
  await must("POST", "/test-clock", { advanceDays: 32 });
  const [{ id }] = (await must("GET", `/invoices?customerId=${customerId}&limit=1`)).data;
  const invoice = await must("GET", `/invoices/${id}`);
  return { invoice, line: invoice.lines.find((line: Body) => line.kind === kind) };
}

const parts = (list: Body) => list.data.map((event: Body) => event.billed).reverse();

test("an event that crosses a balance's zero is covered in part, and a top-up in between is named", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "open_balance");
  // Included are 100,000; a call costs 10.
  await use(customerId, 9_995);
  await use(customerId, 10);
  await use(customerId, 20);
  await must("POST", `/subscriptions/${subscriptionId}/balance/adjust`, { amount: 30, reason: "Sorry" });
  const { invoice, line } = await billed(customerId, "balance_overage");
  expect(line).toMatchObject({ amountNanos: "22000000", amount: 2 });
  const opened = await must("GET", `/invoices/${invoice.id}/lines/${line.id}/events`);
  expect(parts(opened)).toMatchObject([
    { amountNanos: "0", coveredNanos: "9995000000" },
    { amountNanos: "5000000", coveredNanos: "5000000" },
    { amountNanos: "20000000", coveredNanos: "0" },
  ]);
  expect(opened).toMatchObject({
    invoiceId: invoice.id,
    lineId: line.id,
    totals: {
      events: 3,
      quantity: null,
      eventsNanos: "25000000",
      otherNanos: "-3000000",
      amountNanos: line.amountNanos,
      amount: line.amount,
    },
  });

  const whole = await must("GET", `/invoices/${invoice.id}/lines/${line.id}/events?limit=2`);
  const rest = `/invoices/${invoice.id}/lines/${line.id}/events?limit=2&cursor=${whole.nextCursor}`;
  expect([whole.totals.events, (await must("GET", rest)).totals]).toEqual([3, null]);
});

test("a debt from before, of a period that nothing was billed for, is named beside what events took", async () => {
  await must("POST", "/plans", {
    name: "Cheap",
    code: "cheap",
    consumptionModel: "balance",
    blockOnExhaustion: false,
  });
  await must("POST", "/plans/cheap/prices", { billingInterval: "monthly", price: 0, includedBalance: 0 });
  await must("POST", "/plans/cheap/features", { featureId: "api_calls", overage: { unitPrice: 10 } });
  const { customerId } = await subscribe(instance, "cheap");
  // Less than half a cent: no invoice.
  await use(customerId, 3);
  await must("POST", "/test-clock", { advanceDays: 32 });
  await use(customerId, 20);
  const { invoice, line } = await billed(customerId, "balance_overage");
  expect(line).toMatchObject({ amountNanos: "23000000", amount: 2 });
  expect((await must("GET", `/invoices/${invoice.id}/lines/${line.id}/events`)).totals).toMatchObject({
    events: 1,
    eventsNanos: "20000000",
    otherNanos: "3000000",
    amountNanos: line.amountNanos,
    amount: line.amount,
  });
});

test("a line of an invoice of one's own opens to what it names", async () => {
  const { customerId } = await subscribe(instance, "metered");
  const { id } = (await must("GET", `/invoices?customerId=${customerId}&limit=1`)).data[0];
  const lines = [
    { description: "Hours", quantity: 1.5, unitPrice: 1_000_001 },
    { description: "Less", amount: -300 },
  ];
  const corrects = { customerId, correctsInvoiceId: id, description: "Corrected", lines };
  const invoice = await must("POST", "/invoices", corrects);
  const totals = async (line: Body) =>
    (await must("GET", `/invoices/${invoice.id}/lines/${line.id}/events`)).totals;
  const none = { events: 0, eventsNanos: "0" };
  expect(await totals(invoice.lines[0])).toEqual({
    ...none,
    quantity: 1.5,
    otherNanos: "150000150000",
    amountNanos: invoice.lines[0].amountNanos,
    amount: 15_000,
  });
  expect(await totals(invoice.lines[1])).toEqual({
    ...none,
    quantity: null,
    otherNanos: "-3000000000",
    amountNanos: invoice.lines[1].amountNanos,
    amount: -300,
  });
});

test("what a credit note takes back of a line is opened to the events of that line", async () => {
  const { customerId } = await subscribe(instance, "metered");
  await use(customerId, 8);
  await use(customerId, 6);
  const { invoice, line } = await billed(customerId, "feature_overage");
  const events = `/lines/${line.id}/events`;
  const opened = await must("GET", `/invoices/${invoice.id}${events}`);
  expect(parts(opened)).toMatchObject([
    { quantity: 0, coveredQuantity: 8, amountNanos: "0", coveredNanos: null },
    { quantity: 4, coveredQuantity: 2, amountNanos: "80000000" },
  ]);
  expect(opened.totals).toMatchObject({ quantity: 4, otherNanos: "0", amount: 8, amountNanos: "80000000" });

  const note = await must("POST", `/invoices/${invoice.id}/credit-notes`, {
    lines: [{ lineId: line.id, amount: 3 }, { amount: 1 }],
    reason: "Too much",
  });
  const of = (id: string) => must("GET", `/credit-notes/${note.id}/lines/${id}/events`);
  expect(await of(note.lines[0].id)).toEqual(opened);
  expect(await of(note.lines[1].id)).toMatchObject({ data: [], lineId: null, totals: null });
  const missing = await instance.call(
    "GET",
    `/credit-notes/${note.id}/lines/cnline_01m8ktyrbsfyh8zjpxr5e8vvt2/events`,
  );
  expect([missing.status, missing.body.error.code]).toEqual([404, "credit_note_line_not_found"]);
});
