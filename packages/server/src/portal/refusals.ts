/** What is refused, in words for customers: they know of no ids, and of none of the API's operations. */
import type { ErrorCode } from "@farthing/contract";
import { FarthingError } from "../platform/index.js";

export interface State {
  readonly status: string;
  readonly cancelAtPeriodEnd: boolean;
}

const NOT_RUNNING: Readonly<Record<string, string>> = {
  draft: "Your plan has not started yet.",
  pending_payment: "Your plan starts when its first payment is made.",
  paused: "Your plan is paused.",
};

/** @throws FarthingError `invalid_state` where there is no period of the plan that runs on, and so nothing to change */
export function assertCanChange({ status, cancelAtPeriodEnd }: State): void {
  const why = cancelAtPeriodEnd
    ? "Your plan is canceled, and ends with its period. Keep it first, and then change it."
    : NOT_RUNNING[status] && `${NOT_RUNNING[status]} You can change it once it runs.`;
  if (why) throw new FarthingError("invalid_state", why);
}

/** @throws FarthingError `invalid_state` where the plan gives no access, and so nothing can be bought for it */
export function assertCanBuy({ status }: State): void {
  const why = NOT_RUNNING[status];
  if (why) throw new FarthingError("invalid_state", `${why} You can buy more once it runs.`);
}

type Words = string | ((details: Readonly<Record<string, unknown>>) => string);

/**
 * What to do with an error of the API whose words are for programs: where its code is one of these, it gets others.
 * @param param the field of the portal's request that is at fault; `details` stay as they are
 * @throws FarthingError
 */
const inOtherWords =
  (words: Partial<Record<ErrorCode, Words>>, param?: string) =>
  (error: unknown): never => {
    const said = error instanceof FarthingError && words[error.code];
    if (!said) throw error;
    const { code, context } = error as FarthingError;
    const details = (context.details ?? {}) as Readonly<Record<string, unknown>>;
    const message = typeof said === "string" ? said : said(details);
    throw new FarthingError(code, message, { param, details: context.details });
  };

/** As {@link inOtherWords}, of `invalid_state`. @throws FarthingError */
export const inWords = (words: string, param?: string) => inOtherWords({ invalid_state: words }, param);

const AMOUNT_CHANGED = "The amount to pay has changed since it was shown. Nothing was charged.";

/** Of a change that the API refused: what a customer can do something about is what is owed, and seats. */
export const refusedChange = ({ status }: State) => {
  const tooManySeats: Words = ({ limit, seats }) =>
    `That plan allows at most ${limit} seats, and you have ${seats}. Remove seats first.`;
  return inOtherWords({
    invalid_state:
      status === "past_due"
        ? "Your last payment failed. Pay your open invoice first, and then change to a higher plan."
        : "This change is not possible at the moment. Please ask the company that offers the plan.",
    seat_limit_reached: tooManySeats,
    included_limit_reached: tooManySeats,
    total_above_maximum: AMOUNT_CHANGED,
  });
};

const AT_MOST: Words = ({ limit, ofNextPlan }) =>
  ofNextPlan
    ? `The plan that you change to allows at most ${limit} seats.`
    : `You can have at most ${limit} seats.`;
const NOT_IN_PLAN = "Your plan has no such seats any more.";

export const refusedSeats = inOtherWords(
  {
    no_active_subscription: "Your plan is not running, so its seats cannot be changed.",
    feature_not_found: NOT_IN_PLAN,
    feature_not_in_plan: NOT_IN_PLAN,
    feature_disabled: NOT_IN_PLAN,
    seat_limit_reached: AT_MOST,
    included_limit_reached: AT_MOST,
    total_above_maximum: AMOUNT_CHANGED,
  },
  "count",
);
