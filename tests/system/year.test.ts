/**
 * A year of one customer of a sandbox, told with the client: a trial that becomes paid, usage, overage, a top-up, seats,
 * an upgrade, a payment that fails and is made good, a downgrade, late usage, quarters, a cancellation. Every figure was
 * worked out by hand and stands here as a number; every line that bills usage or seats is opened down to its events,
 * whose sum is the line.
 *
 * Broken on purpose, each seen: a day's credit a cent too small; the events of late usage taken from the beginning; a debt
 * that was invoiced and stayed on the account; seats added within a period charged for a millisecond less.
 */
import { Farthing, type Invoice, type UsageEvent } from "@farthing/node";
import { expect, test } from "vitest";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";

let farthing: Farthing;
const instance = sharedInstance(async () => {
  farthing = new Farthing({
    apiKey: instance.key,
    baseURL: "http://farthing.test",
    fetch: (url, init) => instance.app.request(url, init),
    maxRetries: 0,
  });
});

const ADA = "ada";
const CALLS = "calls";
const MEMBERS = "members";
const MODEL = "anthropic/claude-sonnet-4-20250514";

/** What is sold: two plans with a balance, and a smaller one that is counted. */
async function sell(): Promise<void> {
  await farthing.features.create({ name: "Calls", code: CALLS, type: "metered" });
  await farthing.features.create({ name: "Assistant", code: "assistant", type: "metered" });
  await farthing.features.create({ name: "Members", code: MEMBERS, type: "seats" });
  const { id: planGroupId } = await farthing.planGroups.create({ name: "Ladder" });

  const basic = await farthing.plans.create({ name: "Basic", code: "basic", planGroupId });
  await farthing.plans.addPrice({ id: basic.id, billingInterval: "monthly", price: 1_900, isDefault: true });
  await farthing.plans.addPrice({ id: basic.id, billingInterval: "quarterly", price: 5_000 });
  await farthing.plans.addFeature({
    id: basic.id,
    featureId: CALLS,
    includedAmount: 1_000,
    overage: { enabled: true, unitPrice: 200 },
  });

  for (const { code, price, includedBalance, call, seats } of [
    {
      code: "solo",
      price: 4_900,
      includedBalance: 200_000,
      call: 100,
      seats: { includedAmount: 1, price: 250_000 },
    },
    {
      code: "team",
      price: 9_900,
      includedBalance: 600_000,
      call: 80,
      seats: { includedAmount: 3, price: 200_000 },
    },
  ]) {
    const { id } = await farthing.plans.create({
      name: code,
      code,
      planGroupId,
      consumptionModel: "balance",
      blockOnExhaustion: false,
    });
    await farthing.plans.addPrice({ id, billingInterval: "monthly", price, includedBalance, trialDays: 14 });
    await farthing.plans.addFeature({ id, featureId: CALLS, overage: { enabled: true, unitPrice: call } });
    await farthing.plans.addFeature({ id, featureId: "assistant", pricingMode: "ai_model", margin: 2_000 });
    await farthing.plans.addFeature({
      id,
      featureId: MEMBERS,
      includedAmount: seats.includedAmount,
      overage: { enabled: true, unitPrice: seats.price },
    });
  }
}

const to = (frozenTime: string) => farthing.testClock.advance({ frozenTime });
const use = (value: number, timestamp?: string) =>
  farthing.usage.track({ customerId: ADA, feature: CALLS, value, ...(timestamp ? { timestamp } : {}) });

async function invoices(): Promise<Invoice[]> {
  const found: Invoice[] = [];
  for await (const { id } of farthing.invoices.list({ customerId: ADA }))
    found.push(await farthing.invoices.get({ id }));
  return found.reverse();
}
const last = async (): Promise<Invoice> => (await invoices()).at(-1)!;
type Line = Invoice["lines"][number];
const said = ({ number, reason, status, total, lines }: Invoice) => ({
  number,
  reason,
  status,
  total,
  lines: lines.map(({ kind, amount }: Line) => [kind, amount]),
});

async function eventsBehind(invoice: Invoice, line: Line): Promise<UsageEvent[]> {
  const events: UsageEvent[] = [];
  for await (const event of farthing.invoices.listLineEvents({ id: invoice.id, line: line.id }))
    events.push(event);
  return events;
}
async function seatsBehind(invoice: Invoice, line: Line): Promise<[number, number][]> {
  const changes: [number, number][] = [];
  for await (const { previousBalance, newBalance } of farthing.invoices.listLineSeatEvents({
    id: invoice.id,
    line: line.id,
  }))
    changes.push([previousBalance, newBalance]);
  return changes.reverse();
}
const lineOf = (invoice: Invoice, kind: Line["kind"]): Line =>
  invoice.lines.find((line) => line.kind === kind)!;
/** Of events on a balance: what they took of it, in rate units. */
const deducted = (events: readonly UsageEvent[]): number =>
  events.reduce(
    (sum, { consumption }) => sum + (consumption?.model === "balance" ? consumption.deducted : 0),
    0,
  );
const used = (events: readonly UsageEvent[]): number =>
  events.reduce((sum, { value }) => sum + (value ?? 0), 0);

test("a customer's year, from a trial to a cancellation: each figure is the one on paper, and opens down to its events", async () => {
  await sell();

  // A trial of fourteen days, with the balance of a month, and nothing beyond it.
  await to("2027-01-17T00:00:00Z");
  await farthing.customers.create({ id: ADA, email: "ada@example.com", fullName: "Ada" });
  const { id } = await farthing.subscriptions.create({
    customerId: ADA,
    planCode: "solo",
    initialSeats: { [MEMBERS]: 2 },
  });
  const subscription = () => farthing.subscriptions.get({ id });
  const balance = async () => (await farthing.subscriptions.getBalance({ id })).remaining;
  expect(await subscription()).toMatchObject({ status: "trialing", balance: { remaining: 200_000 } });
  await use(500);
  expect(await balance()).toBe(150_000);
  await expect(use(1_501)).rejects.toMatchObject({ status: 402, code: "insufficient_balance" });
  expect(await invoices()).toEqual([]);

  // Paid from January 31: $49.00, and the second member at $25.00, as one is included.
  await to("2027-01-31T00:00:00Z");
  expect(await subscription()).toMatchObject({ status: "active", balance: { remaining: 200_000 } });
  expect(said(await last())).toEqual({
    number: "INV-000001",
    reason: "subscription_start",
    status: "paid",
    total: 7_400,
    lines: [
      ["plan_base", 4_900],
      ["feature_seats", 2_500],
    ],
  });
  expect((await last()).lines[0]!.period).toEqual({
    start: "2027-01-31T00:00:00.000Z",
    end: "2027-02-28T00:00:00.000Z",
  });

  // $20.00 - 1,500 calls at 1 cent - 10 answers at $0.0126 = $4.874; then 1,000 calls more: -$5.126.
  await to("2027-02-10T00:00:00Z");
  await use(1_500);
  for (let n = 0; n < 10; n++)
    await farthing.usage.track({
      customerId: ADA,
      feature: "assistant",
      model: MODEL,
      inputTokens: 1_000,
      outputTokens: 500,
    });
  expect(await balance()).toBe(48_740);
  await to("2027-02-20T00:00:00Z");
  await use(1_000);
  expect(await balance()).toBe(-51_260);
  // February has no 31st.
  await to("2027-02-28T00:00:00Z");
  const february = await last();
  expect(said(february)).toEqual({
    number: "INV-000002",
    reason: "renewal",
    status: "paid",
    total: 7_913,
    lines: [
      ["plan_base", 4_900],
      ["feature_seats", 2_500],
      ["balance_overage", 513],
    ],
  });
  const overdrawn = lineOf(february, "balance_overage");
  expect(overdrawn.amountNanos).toBe("5126000000");
  const spent = await eventsBehind(february, overdrawn);
  expect(spent).toHaveLength(12);
  // What was taken of the balance, less what was included, is the line to the rate unit.
  expect([deducted(spent), deducted(spent) - 200_000]).toEqual([251_260, 51_260]);
  expect(await balance()).toBe(200_000);

  // $30.00 are topped up and used; two members more for the second half of the period, which has 31 days again.
  await to("2027-03-10T00:00:00Z");
  const topup = await farthing.subscriptions.topupBalance({ id, amount: 300_000 });
  expect(topup).toMatchObject({ status: "applied", balance: { remaining: 500_000 } });
  expect(said(await last())).toEqual({
    number: "INV-000003",
    reason: "topup",
    status: "paid",
    total: 3_000,
    lines: [["balance_topup", 3_000]],
  });
  await use(4_000);
  expect(await balance()).toBe(100_000);
  await to("2027-03-15T12:00:00Z");
  await farthing.seats.add({ customerId: ADA, featureCode: MEMBERS, count: 2 });
  await to("2027-03-31T00:00:00Z");
  const march = await last();
  expect(said(march)).toEqual({
    number: "INV-000004",
    reason: "renewal",
    status: "paid",
    total: 14_900,
    lines: [
      ["plan_base", 4_900],
      ["feature_seats", 7_500],
      ["feature_seats", 2_500],
    ],
  });
  expect(await seatsBehind(march, march.lines[2]!)).toEqual([[2, 4]]);
  expect(march.lines[2]!.amountNanos).toBe("25000000000");
  expect(march.lines[2]!.period).toEqual({
    start: "2027-03-15T12:00:00.000Z",
    end: "2027-03-31T00:00:00.000Z",
  });
  expect(march.lines[0]!.period).toEqual({
    start: "2027-03-31T00:00:00.000Z",
    end: "2027-04-30T00:00:00.000Z",
  });

  // Up on day 15 of 30 with a balance of -$5.00 and a credit of $10.00: half of $49.00 and $75.00 is given back.
  await farthing.customers.credits.create({ id: ADA, amount: 1_000, currency: "usd", reason: "Sorry" });
  await use(2_500);
  expect(await balance()).toBe(-50_000);
  await to("2027-04-15T00:00:00Z");
  const preview = await farthing.subscriptions.previewChange({ id, planId: "team" });
  expect(preview.billing).toMatchObject({ credit: 6_200, charge: 11_900, overage: 500, total: 5_200 });
  const { billing } = await farthing.subscriptions.changePlan({ id, newPlanId: "team" });
  expect(billing).toEqual(preview.billing);
  const upgrade = await last();
  expect(said(upgrade)).toEqual({
    number: "INV-000005",
    reason: "plan_change",
    status: "paid",
    total: 5_200,
    lines: [
      ["plan_base", 9_900],
      ["feature_seats", 2_000],
      ["credit", -2_450],
      ["credit", -3_750],
      ["balance_overage", 500],
      ["credit", -1_000],
    ],
  });
  expect(deducted(await eventsBehind(upgrade, lineOf(upgrade, "balance_overage")))).toBe(250_000);
  expect(await balance()).toBe(600_000);

  // The card on file is declined at the renewal, and once more; access is kept. A new one makes it good.
  await farthing.paymentMethods.add({ customerId: ADA, testCard: "declined" });
  await to("2027-05-15T00:00:00Z");
  const may = await last();
  expect(said(may)).toEqual({
    number: "INV-000006",
    reason: "renewal",
    status: "open",
    total: 11_900,
    lines: [
      ["plan_base", 9_900],
      ["feature_seats", 2_000],
    ],
  });
  expect((await subscription()).status).toBe("past_due");
  await use(1_000);
  expect(await balance()).toBe(520_000);
  expect((await to("2027-05-17T00:00:00Z")).counts.payment_retried).toBe(1);
  expect((await subscription()).status).toBe("past_due");
  await farthing.paymentMethods.add({ customerId: ADA, testCard: "visa" });
  await to("2027-05-18T00:00:00Z");
  expect((await subscription()).status).toBe("active");
  expect(await farthing.invoices.get({ id: may.id })).toMatchObject({
    status: "paid",
    paidAt: "2027-05-18T00:00:00.000Z",
  });
  const attempts: string[] = [];
  for await (const { status } of farthing.transactions.list({ customerId: ADA, limit: 3 }))
    attempts.push(status);
  expect(attempts.slice(0, 3)).toEqual(["succeeded", "failed", "failed"]);

  // Down at the end of the period: $72.00 were used of $60.00, and nothing is given back.
  await to("2027-06-20T00:00:00Z");
  expect(said(await last())).toMatchObject({
    number: "INV-000007",
    reason: "renewal",
    status: "paid",
    total: 11_900,
  });
  await farthing.subscriptions.changePlan({ id, newPlanId: "basic", newBillingInterval: "monthly" });
  await use(9_000);
  await to("2027-07-15T00:00:00Z");
  const downgrade = await last();
  expect(said(downgrade)).toEqual({
    number: "INV-000008",
    reason: "plan_change",
    status: "paid",
    total: 3_100,
    lines: [
      ["plan_base", 1_900],
      ["balance_overage", 1_200],
    ],
  });
  expect(deducted(await eventsBehind(downgrade, downgrade.lines[1]!)) - 600_000).toBe(120_000);

  // 1,350 calls, of which 1,000 are included; 40 of the same month are reported after it.
  await to("2027-08-01T00:00:00Z");
  await use(850);
  await use(500);
  await to("2027-08-15T00:00:00Z");
  const august = await last();
  expect(said(august)).toMatchObject({
    number: "INV-000009",
    total: 2_600,
    lines: [
      ["plan_base", 1_900],
      ["feature_overage", 700],
    ],
  });
  expect(august.lines[1]).toMatchObject({ used: 1_350, included: 1_000, quantity: 350, unitPrice: 200 });
  expect(used(await eventsBehind(august, august.lines[1]!))).toBe(1_350);
  await to("2027-08-20T00:00:00Z");
  await use(40, "2027-08-10T00:00:00Z");
  await use(1_010);
  await to("2027-09-15T00:00:00Z");
  const september = await last();
  expect(said(september)).toMatchObject({ number: "INV-000010", total: 2_000 });
  expect(september.lines.map(({ kind, amount }: Line) => [kind, amount]).sort()).toEqual([
    ["feature_overage", 20],
    ["late_usage", 80],
    ["plan_base", 1_900],
  ]);
  expect(used(await eventsBehind(september, lineOf(september, "late_usage")))).toBe(40);
  expect(used(await eventsBehind(september, lineOf(september, "feature_overage")))).toBe(1_010);

  // To quarters on day 15 of 30, with allowances by the month; an invoice inside the quarter for overage alone.
  await use(500);
  await to("2027-09-30T00:00:00Z");
  await farthing.subscriptions.changePlan({ id, newBillingInterval: "quarterly" });
  expect(said(await last())).toMatchObject({
    number: "INV-000011",
    reason: "plan_change",
    total: 4_050,
    lines: [
      ["plan_base", 5_000],
      ["credit", -950],
    ],
  });
  await use(1_200);
  await to("2027-10-30T00:00:00Z");
  const october = await last();
  expect(said(october)).toMatchObject({
    number: "INV-000012",
    reason: "overage",
    total: 400,
    lines: [["feature_overage", 400]],
  });
  expect(used(await eventsBehind(october, october.lines[0]!))).toBe(1_200);
  await use(900);
  expect((await to("2027-11-30T00:00:00Z")).invoices).toBe(0);

  // Canceled for the end of the quarter, which bills what was used until then. Then there is nothing more.
  await use(1_100);
  await farthing.subscriptions.cancel({ id });
  await to("2027-12-30T00:00:00Z");
  expect((await subscription()).status).toBe("canceled");
  const end = await last();
  expect(said(end)).toMatchObject({
    number: "INV-000013",
    reason: "cancellation",
    total: 200,
    lines: [["feature_overage", 200]],
  });
  expect(used(await eventsBehind(end, end.lines[0]!))).toBe(1_100);
  await expect(use(1)).rejects.toMatchObject({ status: 403, code: "no_active_subscription" });
  expect(await to("2028-03-31T00:00:00Z")).toMatchObject({ invoices: 0, done: [] });

  const all = await invoices();
  expect(all.map(({ number }) => number)).toEqual(
    Array.from({ length: 13 }, (_, n) => `INV-${String(n + 1).padStart(6, "0")}`),
  );
  expect(all.every(({ status }) => status === "paid")).toBe(true);
  expect(all.reduce((sum, { total }) => sum + total, 0)).toBe(74_563);
}, 60_000);
