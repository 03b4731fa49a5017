/** The amounts that are offered for a top-up: round, and of the size of what the plan gives, in its own currency. */
import { minorDigits, nanosFromRate, nanosFromSettlement } from "../../money/money";
import type { Subscription } from "../api";

const ROUND = [1, 2.5, 5] as const;
/** Of the rounds about the one that is nearest to what the plan gives. */
const AROUND = [-1, 0, 1, 2] as const;
const LEAST = 10;
const NANOS_PER_UNIT = 1e9;

/** As they are typed: `25`. Which of them is chosen at first is the second. */
export function choicesFor({ balance, plan, currency }: Subscription): string[] {
  const given =
    balance && balance.included > 0
      ? nanosFromRate(balance.included)
      : nanosFromSettlement(plan.basePrice, currency);
  // Nothing is given and nothing costs: what is usual in dollars, and in currencies of small units.
  const usual = minorDigits(currency) === 0 ? 2_500 : 25;
  const size = Math.max(LEAST, given > 0n ? Number(given) / NANOS_PER_UNIT : usual);
  const nearest = Math.round(rankOf(size));
  return AROUND.map((by) => String(roundAt(nearest + by)));
}

/** 1 → 0, 2.5 → 1, 5 → 2, 10 → 3, and what lies between them between. */
function rankOf(amount: number): number {
  const tens = Math.floor(Math.log10(amount));
  const lead = amount / 10 ** tens;
  const marks = [...ROUND, 10];
  const n = marks.findLastIndex((mark) => mark <= lead);
  const share = Math.log(lead / marks[n]!) / Math.log(marks[n + 1]! / marks[n]!);
  return tens * ROUND.length + n + share;
}

const roundAt = (rank: number): number => ROUND[rank % ROUND.length]! * 10 ** Math.floor(rank / ROUND.length);
