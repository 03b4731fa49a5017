/** What is refused, in words for customers: they know of no ids, and of none of the API's operations. */
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

/**
 * What to do with an error of the API: `invalid_state`, whose words are for programs, gets these.
 * @throws FarthingError
 */
export const inWords =
  (words: string, param?: string) =>
  (error: unknown): never => {
    if (!(error instanceof FarthingError) || error.code !== "invalid_state") throw error;
    throw new FarthingError("invalid_state", words, param === undefined ? {} : { param });
  };

/** Of a change that the API refused. What is owed is the one reason that a customer can do something about. */
export const refusedChange = ({ status }: State) =>
  inWords(
    status === "past_due"
      ? "Your last payment failed. Pay your open invoice first, and then change to a higher plan."
      : "This change is not possible at the moment. Please ask the company that offers the plan.",
  );
