/**
 * What every invoice must say, worked out a second time from what was done: by other code, with nothing of the server's.
 * A `Book` is one customer's. It is told what was done, in order, and does what time brings on the way.
 *
 * Money is in nanos, quantities in nano-units, times in milliseconds since 1970.
 */

export type Model = "metered" | "balance" | "credits";
export type Interval = "weekly" | "monthly" | "quarterly" | "yearly";

/** A plan's terms at one interval, from a time on. */
export interface Terms {
  readonly sinceMs: number;
  readonly priceNanos: bigint;
  /** Of a metered plan in units, else in what is deducted. */
  readonly included: bigint;
  /** Of a unit: its price beyond what is included, or what it takes off the account. */
  readonly unitNanos: bigint;
  readonly seatsIncluded: bigint;
  /** For a seat and a month, or a week on weekly prices. */
  readonly seatNanos: bigint;
}

export interface Plan {
  readonly code: string;
  readonly model: Model;
  /** In its group. */
  readonly rank: number;
  readonly seatsAtOnce: boolean;
  readonly topupsSurvive: boolean;
  readonly terms: Readonly<Partial<Record<Interval, readonly Terms[]>>>;
}

/** Something that the server said yes to. */
export type Action =
  | { kind: "start"; plan: Plan; interval: Interval; trialDays: number; seats: bigint }
  | { kind: "event"; value: bigint; occurredMs: number }
  | { kind: "seats"; count: bigint }
  | { kind: "change"; plan: Plan; interval: Interval }
  | { kind: "pause" | "resume" | "reactivate" }
  | { kind: "cancel"; immediate: boolean }
  | { kind: "credit"; amount: bigint; expiresMs: number | undefined }
  | { kind: "buy"; price: bigint; given: bigint }
  | { kind: "card"; works: boolean };

export interface ExpectedLine {
  readonly kind: string;
  readonly amount: bigint;
  readonly exact: bigint;
  readonly quantity: bigint | null;
  readonly used: bigint | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** What the events behind it come to: units, or nanos of a balance. Undefined where it bills no usage. */
  readonly behind?: bigint;
}

export interface ExpectedInvoice {
  readonly reason: string;
  readonly issuedMs: number;
  readonly lines: readonly ExpectedLine[];
  readonly total: bigint;
  status: "open" | "paid" | "uncollectible";
  paidMs: number | undefined;
}

export interface ExpectedPeriod {
  readonly kind: "trial" | "billing";
  readonly startMs: number;
  endMs: number;
}

const DAY_MS = 86_400_000;
const CENT = 10_000_000n;
const UNIT = 1_000_000_000n;
const RETRY_DAYS = [0, 1, 3, 5];

/** The n-th month's day: tried from the anchor's day down, until the month has it. */
function monthLater(anchorMs: number, n: number): number {
  const anchor = new Date(anchorMs);
  for (let day = anchor.getUTCDate(); ; day--) {
    const tried = new Date(anchorMs);
    tried.setUTCFullYear(anchor.getUTCFullYear(), anchor.getUTCMonth() + n, day);
    if ((tried.getUTCMonth() - anchor.getUTCMonth() - n) % 12 === 0) return tried.getTime();
  }
}

export const boundary = (anchorMs: number, interval: Interval, n: number): number =>
  interval === "weekly" ? anchorMs + n * 7 * DAY_MS : monthLater(anchorMs, n);
/** Allowance periods in a billing period. */
const IN_PERIOD = { weekly: 1, monthly: 1, quarterly: 3, yearly: 12 } as const;
const LENGTH = { weekly: 0, monthly: 1, quarterly: 3, yearly: 12 } as const;

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const beyond = (used: bigint, included: bigint): bigint => most(used - included, 0n);
const cost = (quantity: bigint, unitNanos: bigint): bigint => {
  const product = quantity * unitNanos;
  return product % UNIT === 0n ? product / UNIT : product / UNIT + 1n;
};
const daysUntil = (fromMs: number, toMs: number): number => Math.max(0, Math.ceil((toMs - fromMs) / DAY_MS));

/** Terms with what is better in others that followed: more that is included. */
const better = (pinned: Terms, now: Terms): Terms => ({
  ...pinned,
  included: most(pinned.included, now.included),
  seatsIncluded: most(pinned.seatsIncluded, now.seatsIncluded),
});

interface Period extends ExpectedPeriod {
  /** Changes within a trial, which is one period. */
  plan: Plan;
  interval: Interval;
  pinned: Terms;
  /** As they held when it ended. */
  settled?: Terms;
  /** Lines that were paid in advance for it, and whose invoice. */
  readonly advance: { line: ExpectedLine; invoice: ExpectedInvoice }[];
}

/** An allowance period. */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly period: Period;
  used: bigint;
  billed: bigint;
}

interface Payment {
  readonly invoice: ExpectedInvoice;
  readonly ofSubscription: boolean;
  attempts: number;
  retryMs: number | undefined;
}

type Status = "none" | "trialing" | "active" | "past_due" | "paused" | "canceled";

export class Book {
  readonly invoices: ExpectedInvoice[] = [];
  readonly periods: Period[] = [];
  status: Status = "none";
  plan!: Plan;
  interval!: Interval;
  /** Charges that were tried. */
  attempts = 0;
  #spans: Span[] = [];
  #anchorMs = 0;
  /** Which allowance period since the anchor runs; -1 in a trial. */
  #n = 0;
  #cancelAtEnd = false;
  #cutMs: number | undefined;
  #next: { plan: Plan; interval: Interval } | undefined;
  #unit: string | null = null;
  #allowance = 0n;
  #purchased = 0n;
  /** What the plan included when it was last looked at. */
  #given = 0n;
  /** By unit: what plans gave, less what was taken back of it. */
  #spent: Record<string, bigint> = {};
  /** What happened before was deducted, and counts from here where it is told of late. */
  #countedSinceMs = Number.NEGATIVE_INFINITY;
  /** Taken from the balance since the allowance began. */
  #taken = 0n;
  #seats: { current: bigint; renewal: bigint } | undefined;
  #added: { from: bigint; to: bigint; atMs: number }[] = [];
  #credits: { left: bigint; expiresMs: number | undefined }[] = [];
  #cardWorks = true;
  #payments: Payment[] = [];

  /** @param smallest that can be paid of its currency, in nanos */
  constructor(private readonly smallest = CENT) {}

  /** Half up, of what is not negative. */
  #payable(exact: bigint): bigint {
    return ((exact + this.smallest / 2n) / this.smallest) * this.smallest;
  }

  /** What can still be spent. */
  get remaining(): bigint {
    return this.#allowance + this.#purchased;
  }

  get purchased(): bigint {
    return this.#purchased;
  }

  creditsLeft(atMs: number): bigint {
    return this.#usable(atMs).reduce((sum, { left }) => sum + left, 0n);
  }

  /** Where the running allowance period began; undefined where none runs. */
  get runsSinceMs(): number | undefined {
    return this.isRunning ? this.#spans.at(-1)!.startMs : undefined;
  }

  get cardWorks(): boolean {
    return this.#cardWorks;
  }

  get isRunning(): boolean {
    return this.status === "trialing" || this.status === "active" || this.status === "past_due";
  }

  /** Does all that is due up to a time, in its order. */
  advance(untilMs: number): void {
    for (;;) {
      const stepMs = this.isRunning ? (this.#cutMs ?? this.#spans.at(-1)!.endMs) : Number.POSITIVE_INFINITY;
      const retry = this.#payments
        .filter(({ retryMs }) => retryMs !== undefined && retryMs <= Math.min(stepMs, untilMs))
        .sort((a, b) => a.retryMs! - b.retryMs!)[0];
      if (retry) this.#retry(retry, retry.retryMs!);
      else if (stepMs <= untilMs) this.#step(stepMs);
      else return;
    }
  }

  /** @param atMs up to which all that is due was done */
  act(atMs: number, action: Action): void {
    if (action.kind !== "card") this.touch(atMs);
    switch (action.kind) {
      case "start":
        this.#start(atMs, action);
        break;
      case "event":
        this.#use(action);
        break;
      case "seats":
        this.#setSeats(atMs, action.count);
        break;
      case "change":
        this.#change(atMs, action);
        break;
      case "pause":
        this.#close(atMs, "overage");
        this.status = "paused";
        break;
      case "resume":
      case "reactivate":
        this.#beginAgain(atMs);
        break;
      case "cancel":
        this.#cancel(atMs, action.immediate);
        break;
      case "credit":
        this.#credits.push({ left: action.amount, expiresMs: action.expiresMs });
        break;
      case "buy":
        this.#buy(atMs, action);
        break;
      case "card":
        this.#cardWorks = action.works;
    }
  }

  /** Whoever asks finds what the plan includes more by now; what was given once is not taken back before the next reset. */
  touch(atMs: number): void {
    if (!this.isRunning || this.plan.model === "metered") return;
    const { included } = this.#inForce(this.periods.at(-1)!, atMs);
    if (included <= this.#given) return;
    this.#grant(included - this.#given);
    this.#given = included;
  }

  // What is done.

  #start(atMs: number, { plan, interval, trialDays, seats }: Extract<Action, { kind: "start" }>): void {
    this.plan = plan;
    this.interval = interval;
    this.status = trialDays > 0 ? "trialing" : "active";
    this.#anchorMs = atMs + trialDays * DAY_MS;
    if (seats > 0n) this.#seats = { current: seats, renewal: seats };
    this.#give(atMs);
    this.#open(atMs, trialDays > 0 ? -1 : 0);
  }

  #beginAgain(atMs: number): void {
    if (this.#next) this.#goOverTo(this.#next, atMs);
    this.#next = undefined;
    this.#cancelAtEnd = false;
    this.status = "active";
    this.#anchorMs = atMs;
    this.#give(atMs);
    this.#open(atMs, 0);
  }

  /** The first period of several, which is billed alone. */
  #open(atMs: number, n: number): void {
    const lines = this.#openPeriod(atMs, n);
    this.#bill(atMs, "subscription_start", lines);
  }

  #use({ value, occurredMs }: Extract<Action, { kind: "event" }>): void {
    if (this.plan.model === "metered") {
      const countedMs = Math.max(occurredMs, this.#countedSinceMs);
      const span = this.#spans.findLast(({ startMs }) => startMs <= countedMs) ?? this.#spans[0]!;
      span.used += value;
      return;
    }
    const takes = cost(value, this.#unitNanosAt(occurredMs));
    const ofAllowance = this.#allowance > 0n ? least(takes, this.#allowance) : 0n;
    const ofPurchased = least(takes - ofAllowance, this.#purchased);
    this.#allowance -= takes - ofPurchased;
    this.#purchased -= ofPurchased;
    this.#taken += takes;
  }

  /** Late usage costs what it did in its period; where that one counted what this one deducts, what it costs now. */
  #unitNanosAt(occurredMs: number): bigint {
    const now = this.periods.at(-1)!;
    const its = this.periods.findLast(({ startMs }) => startMs <= occurredMs) ?? this.periods[0]!;
    return (its.plan.model === now.plan.model ? its : now).pinned.unitNanos;
  }

  #setSeats(atMs: number, count: bigint): void {
    const before = this.#seats ?? { current: 0n, renewal: 0n };
    if (this.#seats && before.renewal === count) return;
    const isTrial = this.status === "trialing";
    const current = !isTrial && before.current > count ? before.current : count;
    this.#seats = { current, renewal: count };
    const period = this.periods.at(-1)!;
    const terms = this.#inForce(period, atMs);
    const more = beyond(current, terms.seatsIncluded) - beyond(before.current, terms.seatsIncluded);
    if (more <= 0n || isTrial) return;
    const added = { from: before.current, to: current, atMs };
    if (!period.plan.seatsAtOnce) {
      this.#added.push(added);
      return;
    }
    const lines = this.#seatsWithin(period, terms, added, period.endMs);
    if (lines.some(({ amount }) => amount > 0n)) this.#invoice(atMs, "seats", lines, period);
  }

  #change(atMs: number, { plan, interval }: Extract<Action, { kind: "change" }>): void {
    this.#next = { plan, interval };
    const isUp = plan === this.plan ? LENGTH[interval] > LENGTH[this.interval] : plan.rank > this.plan.rank;
    if (isUp || this.status === "trialing") this.#changePlan(atMs, true);
  }

  #cancel(atMs: number, immediate: boolean): void {
    if (!this.isRunning) {
      this.status = "canceled";
      this.#next = undefined;
      return;
    }
    this.#cancelAtEnd = true;
    if (immediate) this.#end(atMs);
  }

  #buy(atMs: number, { price, given }: Extract<Action, { kind: "buy" }>): void {
    const isTopup = this.plan.model === "balance";
    const line = { kind: isTopup ? "balance_topup" : "credit_pack", amount: price, exact: price };
    const none = { quantity: null, used: null, startMs: null, endMs: null };
    this.#invoice(atMs, isTopup ? "topup" : "credit_pack", [{ ...line, ...none }]);
    if (isTopup && !this.plan.topupsSurvive) this.#allowance += given;
    else this.#purchased += given;
  }

  // What time brings.

  #step(atMs: number): void {
    this.touch(atMs);
    const isEnd = this.#cutMs !== undefined || (this.#n + 1) % IN_PERIOD[this.interval] === 0;
    if (isEnd && this.#next && !this.#canSwitch(this.#next.plan)) this.#next = undefined;
    if (isEnd && this.#cancelAtEnd) this.#end(atMs);
    else if (isEnd && this.#next) this.#changePlan(atMs, false);
    else if (isEnd) this.#renewPeriod(atMs);
    else this.#reset(atMs);
  }

  #reset(atMs: number): void {
    const closing = this.#closing(atMs);
    const isInvoiced = this.#bill(atMs, "overage", closing.lines);
    this.#settle(closing, isInvoiced);
    this.#renew(isInvoiced || closing.lines.length === 0 ? closing.owed : 0n, closing.terms.included);
    this.#openSpan(atMs, this.#n + 1);
  }

  #renewPeriod(atMs: number): void {
    const closing = this.#closing(atMs);
    const last = this.periods.at(-1)!;
    this.#settlePeriod(atMs, closing.terms);
    const trueUp = this.#trueUp(last, closing.terms, atMs);
    const wasTrial = last.kind === "trial";
    if (wasTrial) this.status = "active";
    const advance = this.#openPeriod(atMs, this.#n + 1);
    const lines = [...advance, ...trueUp, ...closing.lines];
    const isInvoiced = this.#bill(atMs, wasTrial ? "subscription_start" : "renewal", lines);
    this.#settle(closing, isInvoiced);
    this.#renew(
      isInvoiced || closing.lines.length === 0 ? closing.owed : 0n,
      this.periods.at(-1)!.pinned.included,
    );
  }

  #changePlan(atMs: number, isEarly: boolean): void {
    const { plan, interval } = this.#next!;
    if (this.status === "trialing" && isEarly) {
      this.#changeInTrial(atMs);
      return;
    }
    const next = this.#next!;
    this.#next = undefined;
    const closing = this.#closing(atMs);
    const last = this.periods.at(-1)!;
    const unused = isEarly ? this.#unused(last, atMs) : [];
    this.#settlePeriod(atMs, closing.terms);
    const trueUp = this.#trueUp(last, closing.terms, atMs);
    const keeps =
      this.interval === interval ||
      (LENGTH[interval] > 0 && LENGTH[this.interval] > 0 && LENGTH[this.interval] % LENGTH[interval] === 0);
    this.#goOverTo(next, atMs);
    let n = this.#n + 1;
    if (isEarly || !keeps) {
      this.#anchorMs = atMs;
      n = 0;
    }
    const lines = [...this.#openPeriod(atMs, n), ...trueUp, ...unused, ...closing.lines];
    if (lines.length > 0) this.#invoice(atMs, "plan_change", lines, this.periods.at(-1)!);
    this.#settle(closing, true);
    const unit = unitOf(plan);
    if (this.#unit !== null) this.#expire(closing.owed);
    this.#unit = unit ?? this.#unit;
    this.#include(unit === null ? 0n : this.periods.at(-1)!.pinned.included);
    this.#taken = 0n;
  }

  /** One period and one allowance go on: what was spent of the allowance in the new plan's unit is gone. */
  #changeInTrial(atMs: number): void {
    const next = this.#next!;
    this.#next = undefined;
    this.#goOverTo(next, atMs);
    Object.assign(this.periods.at(-1)!, { ...next, pinned: this.#current(atMs) });
    if (this.#unit !== null) this.#expire(0n);
    const unit = unitOf(next.plan);
    this.#unit = unit ?? this.#unit;
    const included = unit === null ? 0n : this.#current(atMs).included;
    const spent = unit === null ? 0n : most(this.#spent[unit] ?? 0n, 0n);
    this.#grant(most(included - spent, 0n));
    this.#given = included;
    this.#taken = 0n;
  }

  #goOverTo({ plan, interval }: { plan: Plan; interval: Interval }, atMs: number): void {
    if (plan.model === "metered" && this.plan.model !== "metered") this.#countedSinceMs = atMs;
    this.plan = plan;
    this.interval = interval;
  }

  #canSwitch(plan: Plan): boolean {
    const unit = unitOf(plan);
    return unit === null || this.#unit === null || this.#unit === unit || this.#purchased === 0n;
  }

  #end(atMs: number): void {
    // What cannot be collected does not make it past due any more.
    this.status = "canceled";
    this.#close(atMs, "cancellation");
    this.#next = undefined;
    this.#cutMs = undefined;
  }

  #close(atMs: number, reason: string): void {
    const closing = this.#closing(atMs);
    const lines = [...this.#trueUp(this.periods.at(-1)!, closing.terms, atMs), ...closing.lines];
    const isInvoiced = this.#bill(atMs, reason, lines);
    this.#settle(closing, isInvoiced);
    if (this.#unit !== null) this.#expire(isInvoiced || closing.lines.length === 0 ? closing.owed : 0n);
    this.#settlePeriod(atMs, closing.terms);
  }

  #retry(payment: Payment, atMs: number): void {
    payment.retryMs = undefined;
    const { invoice } = payment;
    if (invoice.status !== "open") return;
    if (payment.attempts < RETRY_DAYS.length) {
      this.#attempt(payment, atMs);
      return;
    }
    invoice.status = "uncollectible";
    if (!payment.ofSubscription || this.status !== "past_due") return;
    this.#cancelAtEnd = true;
    this.#cutMs = atMs;
  }

  // Terms.

  #until(atMs: number): readonly Terms[] {
    return this.plan.terms[this.interval]!.filter(({ sinceMs }) => sinceMs < atMs);
  }

  #current(atMs: number): Terms {
    return this.#until(atMs).at(-1)!;
  }

  /** What once held in a period is not taken away within it. */
  #inForce(period: Period, atMs: number): Terms {
    const sincePinned = this.#until(atMs).filter(({ sinceMs }) => sinceMs >= period.pinned.sinceMs);
    return period.settled ?? sincePinned.reduce(better, period.pinned);
  }

  // Periods.

  /** @returns what is billed for it in advance */
  #openPeriod(atMs: number, n: number): ExpectedLine[] {
    const isTrial = n < 0;
    const pinned = this.#current(atMs);
    const endMs = isTrial
      ? this.#anchorMs
      : boundary(this.#anchorMs, this.interval, n + IN_PERIOD[this.interval]);
    const { plan, interval } = this;
    const kind = isTrial ? "trial" : "billing";
    const period: Period = { kind, startMs: atMs, endMs, plan, interval, pinned, advance: [] };
    this.periods.push(period);
    this.#openSpan(atMs, n);
    this.#added = [];
    if (this.#seats) this.#seats.current = this.#seats.renewal;
    if (isTrial) return [];
    const lines: ExpectedLine[] = [];
    const whole = { startMs: atMs, endMs };
    const price = pinned.priceNanos;
    if (price > 0n)
      lines.push({ kind: "plan_base", amount: price, exact: price, quantity: null, used: null, ...whole });
    const seats = this.#seats?.renewal ?? 0n;
    const quantity = beyond(seats, pinned.seatsIncluded);
    const exact = quantity * pinned.seatNanos * BigInt(IN_PERIOD[interval]);
    if (exact > 0n)
      lines.push({
        kind: "feature_seats",
        amount: this.#payable(exact),
        exact,
        quantity: quantity * UNIT,
        used: seats * UNIT,
        ...whole,
      });
    return lines;
  }

  #openSpan(atMs: number, n: number): void {
    this.#n = n;
    const endMs = n < 0 ? this.#anchorMs : boundary(this.#anchorMs, this.interval, n + 1);
    this.#spans.push({ startMs: atMs, endMs, period: this.periods.at(-1)!, used: 0n, billed: 0n });
  }

  #settlePeriod(atMs: number, terms: Terms): void {
    const last = this.periods.at(-1)!;
    last.settled = terms;
    last.endMs = atMs;
  }

  // Lines.

  #closing(atMs: number): { lines: ExpectedLine[]; owed: bigint; terms: Terms } {
    const running = this.periods.at(-1)!;
    const terms = this.#inForce(running, atMs);
    const lines: ExpectedLine[] = [];
    this.#spans.forEach((span, i) => {
      const { used, billed, period, startMs } = span;
      if (used === billed || period.kind === "trial" || period.plan.model !== "metered") return;
      const { included, unitNanos } = this.#inForce(period, atMs);
      const quantity = beyond(used, included) - beyond(billed, included);
      const exact = cost(quantity, unitNanos);
      if (exact === 0n) return;
      const kind = i === this.#spans.length - 1 ? "feature_overage" : "late_usage";
      const endMs = Math.min(this.#spans[i + 1]?.startMs ?? span.endMs, atMs);
      lines.push({
        kind,
        amount: this.#payable(exact),
        exact,
        quantity,
        used,
        startMs,
        endMs,
        behind: used - billed,
      });
    });
    const isOwed = running.kind === "billing" && running.plan.model === "balance";
    const owed = isOwed ? most(-this.remaining, 0n) : 0n;
    if (owed > 0n)
      lines.push({
        kind: "balance_overage",
        amount: this.#payable(owed),
        exact: owed,
        quantity: null,
        used: null,
        startMs: this.#spans.at(-1)!.startMs,
        endMs: atMs,
        behind: this.#taken,
      });
    return { lines, owed, terms };
  }

  #settle({ lines }: { lines: readonly ExpectedLine[] }, isInvoiced: boolean): void {
    if (isInvoiced || lines.length === 0) for (const span of this.#spans) span.billed = span.used;
  }

  #seatsWithin(
    whole: Period,
    { seatsIncluded, seatNanos }: Terms,
    { from, to, atMs }: { from: bigint; to: bigint; atMs: number },
    endMs: number,
  ): ExpectedLine[] {
    const quantity = beyond(to, seatsIncluded) - beyond(from, seatsIncluded);
    const price = quantity * seatNanos * BigInt(IN_PERIOD[whole.interval]);
    const exact = (price * BigInt(endMs - atMs)) / BigInt(whole.endMs - whole.startMs);
    if (exact <= 0n) return [];
    const amount = this.#payable(exact);
    const counted = { quantity: quantity * UNIT, used: to * UNIT };
    return [{ kind: "feature_seats", amount, exact, ...counted, startMs: atMs, endMs }];
  }

  /** @param period which still says when it would have ended */
  #trueUp(period: Period, terms: Terms, atMs: number): ExpectedLine[] {
    if (period.kind !== "billing") return [];
    const whole = { ...period, endMs: this.#plannedEnd(period) };
    return this.#added.flatMap((added) => this.#seatsWithin(whole, terms, added, atMs));
  }

  #plannedEnd({ startMs, kind, interval }: Period): number {
    if (kind === "trial") return this.#anchorMs;
    for (let n = 1; ; n++) {
      const endMs = boundary(this.#anchorMs, interval, n * IN_PERIOD[interval]);
      if (endMs > startMs) return endMs;
    }
  }

  #unused(period: Period, atMs: number): ExpectedLine[] {
    return period.advance
      .filter(({ invoice }) => invoice.status !== "uncollectible")
      .flatMap(({ line }) => {
        const total = daysUntil(line.startMs!, line.endMs!);
        const remaining = Math.min(total, daysUntil(atMs, line.endMs!));
        const exact = (line.amount * BigInt(remaining)) / BigInt(total);
        const amount = this.#payable(exact);
        if (amount === 0n) return [];
        const none = { quantity: null, used: null };
        return [
          { kind: "credit", amount: -amount, exact: -exact, ...none, startMs: atMs, endMs: line.endMs },
        ];
      });
  }

  // The account.

  #give(atMs: number): void {
    this.#takeBack();
    const unit = unitOf(this.plan);
    this.#unit = unit ?? this.#unit;
    this.#include(unit === null ? 0n : this.#current(atMs).included);
    this.#taken = 0n;
  }

  #renew(invoiced: bigint, included: bigint): void {
    if (this.plan.model === "metered") return;
    this.#expire(invoiced);
    this.#include(included);
    this.#taken = 0n;
  }

  #include(included: bigint): void {
    this.#grant(included);
    this.#given = included;
  }

  #grant(amount: bigint): void {
    this.#allowance += amount;
    if (this.#unit !== null) this.#spent[this.#unit] = (this.#spent[this.#unit] ?? 0n) + amount;
  }

  #takeBack(): void {
    if (this.#allowance > 0n) this.#grant(-this.#allowance);
  }

  #expire(invoiced: bigint): void {
    const paid = least(most(-this.#allowance, 0n), this.#purchased);
    this.#allowance += paid + invoiced;
    this.#purchased -= paid;
    this.#takeBack();
  }

  // Invoices.

  /** @returns whether there was anything to pay */
  #bill(atMs: number, reason: string, lines: ExpectedLine[]): boolean {
    if (lines.reduce((sum, { amount }) => sum + amount, 0n) === 0n) return false;
    this.#invoice(atMs, reason, lines, this.periods.at(-1));
    return true;
  }

  #invoice(atMs: number, reason: string, lines: ExpectedLine[], period?: Period): void {
    const due = lines.reduce((sum, { amount }) => sum + amount, 0n);
    const none = { quantity: null, used: null, startMs: null, endMs: null };
    const settling: ExpectedLine[] = [];
    if (due < 0n) {
      this.#credits.push({ left: -due, expiresMs: undefined });
      settling.push({ kind: "adjustment", amount: -due, exact: -due, ...none });
    }
    let total = most(due, 0n);
    for (const credit of this.#usable(atMs)) {
      const amount = least(credit.left, total);
      if (due < 0n || amount === 0n) break;
      credit.left -= amount;
      total -= amount;
      settling.push({ kind: "credit", amount: -amount, exact: -amount, ...none });
    }
    const all = [...lines, ...settling];
    const invoice: ExpectedInvoice = {
      reason,
      issuedMs: atMs,
      lines: all,
      total,
      status: "open",
      paidMs: undefined,
    };
    this.invoices.push(invoice);
    if (period && period.kind === "billing")
      for (const line of lines)
        if (line.endMs === period.endMs && (line.kind === "plan_base" || line.kind === "feature_seats"))
          period.advance.push({ line, invoice });
    if (total === 0n) {
      invoice.status = "paid";
      invoice.paidMs = atMs;
      this.#recover();
      return;
    }
    const payment: Payment = { invoice, ofSubscription: true, attempts: 0, retryMs: undefined };
    this.#payments.push(payment);
    this.#attempt(payment, atMs);
  }

  #attempt(payment: Payment, atMs: number): void {
    const { invoice } = payment;
    this.attempts += 1;
    payment.attempts += 1;
    if (this.#cardWorks) {
      invoice.status = "paid";
      invoice.paidMs = atMs;
      this.#recover();
      return;
    }
    const days = RETRY_DAYS[payment.attempts];
    payment.retryMs = days === undefined ? atMs : invoice.issuedMs + days * DAY_MS;
    if (this.status === "active" || this.status === "trialing") this.status = "past_due";
  }

  #recover(): void {
    if (this.status === "past_due" && this.invoices.every(({ status }) => status !== "open"))
      this.status = "active";
  }

  /** The first to expire first, then the oldest. */
  #usable(atMs: number) {
    return this.#credits
      .filter(({ left, expiresMs }) => left > 0n && (expiresMs === undefined || expiresMs > atMs))
      .sort((a, b) => (a.expiresMs ?? Number.MAX_SAFE_INTEGER) - (b.expiresMs ?? Number.MAX_SAFE_INTEGER));
  }
}

const unitOf = ({ model }: Plan): string | null =>
  ({ metered: null, balance: "USD", credits: "credits" })[model];
