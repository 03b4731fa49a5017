/**
 * Every state of a subscription against every move: the state and plan after it, what it billed, and the same at the end of
 * the period; or the code of the error. All subscriptions are made over the API, moved on April 16th, day 15 of 30, and
 * looked at again on May 2nd.
 *
 * Basic is 29.00 a month and 290.00 a year and includes 1,000 calls, of which 1,010 are used at 0.02; plus is 99.00 a month.
 *
 * Broken on purpose: a change that waits kept by a subscription that has ended, or forgotten by a pause.
 */
import { beforeAll, expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";

const instance = sharedInstance();
const { must } = instance;

const MOVES = {
  up: ["POST", "change-plan", { newPlanId: "plus" }],
  down: ["POST", "change-plan", { newPlanId: "free" }],
  longer: ["POST", "change-plan", { newBillingInterval: "yearly" }],
  unschedule: ["DELETE", "scheduled-change", undefined],
  pause: ["POST", "pause", {}],
  resume: ["POST", "resume", {}],
  cancel: ["POST", "cancel", {}],
  cancelNow: ["POST", "cancel", { immediate: true }],
  uncancel: ["POST", "uncancel", {}],
  activate: ["POST", "activate", {}],
  reactivate: ["POST", "reactivate", {}],
} as const;
type Move = keyof typeof MOVES;

/** How a state is come to, by the day on which each part is done. */
interface State {
  readonly from: "03-01" | "04-01";
  readonly plan: "free" | "basic";
  readonly body?: object;
  readonly uses: number;
  readonly card?: string;
  readonly first?: Move;
  /** What each move comes to; what is not named is 409 `invalid_state`. */
  readonly moves: Partial<Record<Move, string>>;
}

const UP = "plan_base 9900, credit -1450, feature_overage 20";
const STATES: Record<string, State> = {
  free: {
    from: "04-01",
    plan: "free",
    uses: 5,
    moves: {
      up: "active plus: plan_base 9900; active plus",
      longer: "price_not_found",
      pause: "paused free; paused free",
      cancel: "active free; canceled free",
      cancelNow: "canceled free; canceled free",
    },
  },
  "free, without a card that works": {
    from: "04-01",
    plan: "free",
    uses: 5,
    card: "declined",
    moves: {
      up: "past_due plus: plan_base 9900; past_due plus",
      longer: "price_not_found",
      pause: "paused free; paused free",
      cancel: "active free; canceled free",
      cancelNow: "canceled free; canceled free",
    },
  },
  trialing: {
    from: "04-01",
    plan: "basic",
    body: { customTrialDays: 20 },
    uses: 10,
    moves: {
      up: "trialing plus; active plus: plan_base 9900",
      down: "trialing free; active free",
      longer: "trialing basic; active basic: plan_base 29000",
      cancel: "trialing basic; canceled basic",
      cancelNow: "canceled basic; canceled basic",
    },
  },
  active: {
    from: "04-01",
    plan: "basic",
    uses: 1010,
    moves: {
      up: `active plus: ${UP}; active plus`,
      down: "active basic → free; active free: feature_overage 20",
      longer: "active basic: plan_base 29000, credit -1450, feature_overage 20; active basic",
      pause: "paused basic: feature_overage 20; paused basic",
      cancel: "active basic; canceled basic: feature_overage 20",
      cancelNow: "canceled basic: feature_overage 20; canceled basic",
    },
  },
  "past due": {
    from: "03-01",
    plan: "basic",
    uses: 1010,
    card: "declined",
    moves: {
      down: "past_due basic → free; past_due free: feature_overage 20",
      cancel: "past_due basic; canceled basic: feature_overage 20",
      cancelNow: "canceled basic: feature_overage 20; canceled basic",
    },
  },
  paused: {
    from: "04-01",
    plan: "basic",
    uses: 1010,
    first: "pause",
    moves: {
      resume: "active basic: plan_base 2900; active basic",
      cancel: "canceled basic; canceled basic",
      cancelNow: "canceled basic; canceled basic",
    },
  },
  "to end with its period": {
    from: "04-01",
    plan: "basic",
    uses: 1010,
    first: "cancel",
    moves: {
      cancel: "active basic; canceled basic: feature_overage 20",
      cancelNow: "canceled basic: feature_overage 20; canceled basic",
      uncancel: "active basic; active basic: plan_base 2900, feature_overage 20",
    },
  },
  "to go down with its period": {
    from: "04-01",
    plan: "basic",
    uses: 1010,
    first: "down",
    moves: {
      up: `active plus: ${UP}; active plus`,
      down: "active basic → free; active free: feature_overage 20",
      longer: "active basic: plan_base 29000, credit -1450, feature_overage 20; active basic",
      unschedule: "active basic; active basic: plan_base 2900, feature_overage 20",
      pause: "paused basic → free: feature_overage 20; paused basic → free",
      cancel: "active basic → free; canceled basic: feature_overage 20",
      cancelNow: "canceled basic: feature_overage 20; canceled basic",
    },
  },
  "waiting for its payment": {
    from: "04-01",
    plan: "basic",
    body: { activate: false, customTrialDays: 20 },
    uses: 0,
    moves: {
      activate: "active basic: plan_base 2900; active basic",
      cancel: "canceled basic; canceled basic",
      cancelNow: "canceled basic; canceled basic",
    },
  },
  "a draft": {
    from: "04-01",
    plan: "basic",
    body: { startDate: "2031-04-20T00:00:00Z" },
    uses: 0,
    moves: {
      cancel: "canceled basic; canceled basic",
      cancelNow: "canceled basic; canceled basic",
    },
  },
  "canceled in its trial": {
    from: "04-01",
    plan: "basic",
    body: { customTrialDays: 20 },
    uses: 10,
    first: "cancelNow",
    moves: {
      up: "subscription_not_open",
      down: "subscription_not_open",
      longer: "subscription_not_open",
      pause: "subscription_not_open",
      cancel: "subscription_not_open",
      cancelNow: "subscription_not_open",
      uncancel: "subscription_not_open",
      reactivate: "active basic: plan_base 2900; active basic",
    },
  },
};

interface Cell {
  readonly state: string;
  readonly move: Move;
  readonly customerId: string;
  id: string;
  found: string;
  invoices: Set<string>;
}
const CELLS: Cell[] = Object.keys(STATES).flatMap((state, i) =>
  Object.keys(MOVES).map((move) => ({
    state,
    move: move as Move,
    customerId: `${move}_${i}`,
    id: "",
    found: "",
    invoices: new Set<string>(),
  })),
);
const expected = ({ state, move }: Cell): string => STATES[state]!.moves[move] ?? "invalid_state";

const send = ({ id }: Cell, move: Move) => {
  const [method, path, body] = MOVES[move];
  return instance.call(method, `/subscriptions/${id}/${path}`, body);
};

/** The lines of invoices that have come since it was asked last, the oldest first. */
async function billed(cell: Cell): Promise<string> {
  const { data } = await must("GET", `/invoices?customerId=${cell.customerId}`);
  const fresh = data.map(({ id }: Body) => id).filter((id: string) => !cell.invoices.has(id));
  const lines: string[] = [];
  for (const id of fresh.reverse()) {
    cell.invoices.add(id);
    const invoice = await must("GET", `/invoices/${id}`);
    for (const { kind, amount } of invoice.lines) lines.push(`${kind} ${amount}`);
  }
  return lines.join(", ");
}

async function seen(cell: Cell): Promise<string> {
  const { status, plan, scheduledChange } = await must("GET", `/subscriptions/${cell.id}`);
  const next = scheduledChange ? ` → ${scheduledChange.plan.code}` : "";
  const lines = await billed(cell);
  return `${status} ${plan.code}${next}${lines ? `: ${lines}` : ""}`;
}

const moveTo = (day: string) => must("POST", "/test-clock", { frozenTime: `2031-${day}T00:00:00Z` });
async function plan(code: string, more: object, prices: object[], includedAmount: number): Promise<void> {
  await must("POST", "/plans", { name: code, code, ...more });
  for (const price of prices) await must("POST", `/plans/${code}/prices`, price);
  const overage = prices.length > 0 ? { overage: { enabled: true, unitPrice: 200 } } : {};
  await must("POST", `/plans/${code}/features`, { featureId: "calls", includedAmount, ...overage });
}

async function begin(day: State["from"]): Promise<void> {
  await moveTo(day);
  for (const cell of CELLS.filter(({ state }) => STATES[state]!.from === day)) {
    const { plan: planCode, body = {} } = STATES[cell.state]!;
    const { customerId } = cell;
    await must("POST", "/customers", { id: customerId });
    cell.id = (await must("POST", "/subscriptions", { customerId, planCode, ...body })).id;
  }
}

beforeAll(async () => {
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  const planGroupId = (await must("POST", "/plan-groups", { name: "All" })).id;
  await plan("free", { planGroupId, isFree: true }, [], 10);
  const basic = [
    { billingInterval: "monthly", price: 2900, isDefault: true },
    { billingInterval: "yearly", price: 29_000 },
  ];
  await plan("basic", { planGroupId }, basic, 1000);
  await plan("plus", { planGroupId }, [{ billingInterval: "monthly", price: 9900 }], 10_000);
  // Nothing is given up before all has been looked at.
  await must("PATCH", "/settings", { paymentRetryDays: [0, 60] });
  await begin("03-01");
  for (const { customerId, state } of CELLS)
    if (STATES[state]!.from === "03-01")
      await must("POST", `/customers/${customerId}/payment-methods`, { testCard: STATES[state]!.card });
  await begin("04-01");
  await moveTo("04-02");
  for (const cell of CELLS) {
    const { card, from, uses, first } = STATES[cell.state]!;
    const { customerId } = cell;
    if (card && from === "04-01")
      await must("POST", `/customers/${customerId}/payment-methods`, { testCard: card });
    if (uses > 0) await must("POST", "/usage/events", { customerId, feature: "calls", value: uses });
    if (first) expect((await send(cell, first)).status).toBe(200);
  }
  await moveTo("04-16");
  for (const cell of CELLS) {
    await billed(cell);
    const { body } = await send(cell, cell.move);
    cell.found = body.error ? body.error.code : await seen(cell);
  }
  await moveTo("05-02");
  for (const cell of CELLS) if (cell.found.includes(" ")) cell.found += `; ${await seen(cell)}`;
}, 300_000);

test.each(Object.keys(STATES))("every move of a subscription that is %s comes to what is said", (state) => {
  const cells = CELLS.filter((cell) => cell.state === state);
  const table = (of: (cell: Cell) => string) => cells.map((cell) => `${cell.move}: ${of(cell)}`);
  expect(table(({ found }) => found)).toEqual(table(expected));
});
