/**
 * What every invoice must say, worked out a second time from the raw events: by other code, from what the test did,
 * with nothing of the server's. Money is in nanos, quantities in nano-units, times in milliseconds since 1970.
 */

export type Model = "metered" | "balance" | "credits";
export type Interval = "weekly" | "monthly" | "quarterly" | "yearly";

/** A plan's terms from a time on. */
export interface Terms {
  readonly sinceMs: number;
  readonly priceNanos: bigint;
  readonly included: bigint;
  readonly unitNanos: bigint;
}

export interface RawEvent {
  readonly value: bigint;
  readonly occurredMs: number;
  readonly recordedMs: number;
}

export interface Story {
  readonly model: Model;
  readonly interval: Interval;
  readonly createdMs: number;
  readonly trialDays: number;
  readonly events: readonly RawEvent[];
  readonly terms: readonly Terms[];
  /** The cancellation at the end of the period was asked for. */
  readonly cancelAskedMs: number | undefined;
}

export interface ExpectedLine {
  readonly kind: string;
  readonly amount: bigint;
  readonly exact: bigint;
  readonly quantity: bigint | null;
  readonly used: bigint | null;
  readonly startMs: number;
  readonly endMs: number;
}

export interface ExpectedInvoice {
  readonly reason: string;
  readonly issuedMs: number;
  readonly lines: readonly ExpectedLine[];
}

export interface Expected {
  readonly invoices: readonly ExpectedInvoice[];
  readonly periods: readonly { kind: string; startMs: number; endMs: number }[];
}

const DAY_MS = 86_400_000;
const CENT = 10_000_000n;
const UNIT = 1_000_000_000n;

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
const ALLOWANCES_IN = { weekly: 1, monthly: 1, quarterly: 3, yearly: 12 } as const;

const inForce = (terms: readonly Terms[], beforeMs: number): Terms =>
  terms.filter(({ sinceMs }) => sinceMs < beforeMs).at(-1)!;
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const beyond = (used: bigint, included: bigint): bigint => most(used - included, 0n);
const cents = (exact: bigint): bigint => ((exact + CENT / 2n) / CENT) * CENT;
const cost = (quantity: bigint, unitNanos: bigint): bigint => {
  const product = quantity * unitNanos;
  return product % UNIT === 0n ? product / UNIT : product / UNIT + 1n;
};

/** One allowance period of a story. */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly isTrial: boolean;
  /** The billing period that it is a part of begins here. */
  readonly opensPeriod: boolean;
  readonly pinned: Terms;
  /** What was included when it began. */
  readonly gives: bigint;
  /** Settled when its billing period ends. */
  settled?: Terms;
  billed: bigint;
}

export function expected(story: Story, untilMs: number): Expected {
  const anchorMs = story.createdMs + story.trialDays * DAY_MS;
  const spans: Span[] = [];
  const periods: { kind: string; startMs: number; endMs: number }[] = [];
  const invoices: ExpectedInvoice[] = [];
  let debtFrom = 0n;
  /** Of a balance: what the last reset left. */
  let given = 0n;
  let givenMs = 0;

  const open = (n: number, atMs: number): void => {
    const opensPeriod = n < 0 || n % ALLOWANCES_IN[story.interval] === 0;
    const isTrial = n < 0;
    const endMs = isTrial ? anchorMs : boundary(anchorMs, story.interval, n + 1);
    const last = spans.at(-1);
    const pinned = opensPeriod || !last ? inForce(story.terms, atMs) : last.pinned;
    const gives = opensPeriod || !last ? pinned.included : better(last, atMs).included;
    spans.push({ startMs: atMs, endMs, isTrial, opensPeriod, pinned, gives, billed: 0n });
    if (!opensPeriod) return;
    const periodEnd = isTrial
      ? anchorMs
      : boundary(anchorMs, story.interval, n + ALLOWANCES_IN[story.interval]);
    periods.push({ kind: isTrial ? "trial" : "billing", startMs: atMs, endMs: periodEnd });
  };
  const base = (span: Span): ExpectedLine[] => {
    if (span.isTrial || span.pinned.priceNanos === 0n) return [];
    const { startMs, endMs } = periods.at(-1)!;
    const amount = span.pinned.priceNanos;
    return [{ kind: "plan_base", amount, exact: amount, quantity: null, used: null, startMs, endMs }];
  };
  const better = (span: Span, atMs: number): Terms => {
    if (span.settled) return span.settled;
    return { ...span.pinned, included: most(span.pinned.included, inForce(story.terms, atMs).included) };
  };
  const usage = (atMs: number): { lines: ExpectedLine[]; used: bigint[] } => {
    const lines: ExpectedLine[] = [];
    const used = spans.map((span, i) =>
      story.events
        .filter(({ recordedMs }) => recordedMs < atMs)
        .filter(({ occurredMs }) => occurredMs < span.endMs && (i === 0 || occurredMs >= span.startMs))
        .reduce((sum, { value }) => sum + value, 0n),
    );
    if (story.model !== "metered") return { lines, used };
    spans.forEach((span, i) => {
      const terms = better(span, atMs);
      const quantity = beyond(used[i]!, terms.included) - beyond(span.billed, terms.included);
      const exact = cost(quantity, terms.unitNanos);
      if (span.isTrial || exact === 0n) return;
      const kind = i === spans.length - 1 ? "feature_overage" : "late_usage";
      const { startMs, endMs } = span;
      lines.push({ kind, amount: cents(exact), exact, quantity, used: used[i]!, startMs, endMs });
    });
    return { lines, used };
  };
  /** What plan changes since the last reset added to a balance, each as far as it went above all before it. */
  const added = (span: Span, atMs: number): bigint => {
    const changes = story.terms.filter(({ sinceMs }) => sinceMs >= givenMs && sinceMs < atMs);
    return changes.reduce((highest, { included }) => most(highest, included), span.gives) - span.gives;
  };
  /** What is left of a balance: each event was deducted at the price that its period began with. */
  const left = (span: Span, atMs: number): bigint =>
    story.events
      .filter(({ recordedMs }) => recordedMs >= givenMs && recordedMs < atMs)
      .reduce((sum, event) => sum - cost(event.value, span.pinned.unitNanos), given + added(span, atMs));

  open(story.trialDays > 0 ? -1 : 0, story.createdMs);
  given = spans[0]!.pinned.included;
  givenMs = story.createdMs;
  const started = base(spans[0]!);
  if (started.length > 0)
    invoices.push({ reason: "subscription_start", issuedMs: story.createdMs, lines: started });

  for (let n = story.trialDays > 0 ? 0 : 1; ; n++) {
    const atMs = boundary(anchorMs, story.interval, n);
    if (atMs > untilMs) break;
    const ending = spans.at(-1)!;
    const endsPeriod = n % ALLOWANCES_IN[story.interval] === 0;
    const isLast = endsPeriod && story.cancelAskedMs !== undefined && story.cancelAskedMs < atMs;
    const counted = usage(atMs);
    const lines = [...counted.lines];
    const terms = better(ending, atMs);
    const remains = story.model === "balance" ? left(ending, atMs) : 0n;
    const owed = ending.isTrial ? 0n : most(-remains, 0n);
    if (owed > 0n) {
      const { startMs, endMs } = ending;
      lines.push({
        kind: "balance_overage",
        amount: cents(owed),
        exact: owed,
        quantity: null,
        used: null,
        startMs,
        endMs,
      });
    }
    const closedFrom = lines.length;
    if (endsPeriod)
      for (const span of spans) span.settled ??= { ...span.pinned, included: better(span, atMs).included };
    let renewed: Terms = terms;
    if (!isLast) {
      open(n, atMs);
      if (endsPeriod) renewed = spans.at(-1)!.pinned;
    }
    const all = endsPeriod && !isLast ? [...base(spans.at(-1)!), ...lines] : lines;
    const isInvoiced = all.some(({ amount }) => amount > 0n);
    const reason = isLast
      ? "cancellation"
      : !endsPeriod
        ? "overage"
        : ending.isTrial
          ? "subscription_start"
          : "renewal";
    if (isInvoiced) invoices.push({ reason, issuedMs: atMs, lines: all });
    if (isInvoiced || closedFrom === 0)
      counted.used.forEach((used, i) => {
        spans[i]!.billed = used;
      });
    debtFrom = isInvoiced ? 0n : owed;
    given = renewed.included - debtFrom;
    givenMs = atMs;
    if (isLast) break;
  }
  return { invoices, periods };
}
