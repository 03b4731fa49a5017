/**
 * The one engine that does what is due: for the job on real time, for a sandbox's clock that is moved, and for
 * whoever needs a customer to be up to date. A step is one transaction under the lock of the customer's account, and
 * is decided from the row as it is under that lock: killed anywhere or done twice at once, it happens once.
 *
 * Whatever holds an account's lock may take the row of the invoice numbers after it; nothing takes them the other way.
 */
import { type Account, lockAccounts, raiseAllowance } from "../../ledger/index.js";
import { loadPinnedVersions } from "../../plans/index.js";
import { type Db, FarthingError, type Id, isOutage, isRetryable, transaction } from "../../platform/index.js";
import {
  type CatchUp,
  type DueCandidate,
  findOpenSubscription,
  findSubscription,
  type LockedCustomer,
  missingIncludedNanos,
  nextStep,
  renewedAs,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { Collect } from "../invoices/collect.js";
import { forgetFailure } from "../periods/store.js";
import { performStep, type StepDone } from "./perform-step.js";
import { PlanConfigs } from "./plan-configs.js";

/** Five years of weeks; what is further behind is caught up in several transactions. */
const MAX_STEPS_AT_ONCE = 270;

export class DueEngine {
  readonly #configs = new PlanConfigs();

  constructor(private readonly collect: Collect) {}

  /**
   * Does the next thing of a candidate, in a transaction of its own.
   * @returns undefined where nothing is due at `until`: somebody else has done it, or it was taken back
   */
  performNext(
    db: Db,
    environment: { readonly id: Id<"env">; readonly livemode: boolean },
    { customerId, id, dueAt }: DueCandidate,
    until: Date,
  ): Promise<StepDone | undefined> {
    return transaction(db, async (tx) => {
      const accounts = await lockAccounts(tx, [{ customerId, environmentId: environment.id }], dueAt);
      const row = await findSubscription(tx, environment.id, id);
      const customer = { account: accounts.get(customerId)!, livemode: environment.livemode };
      return row && this.#step(tx, customer, row, until);
    });
  }

  /** As {@link CatchUp} says. What fails here fails the caller, who would otherwise go on in a period that is over. */
  readonly catchUp: CatchUp = async (tx, customer, now) => {
    let row = await findOpenSubscription(tx, customer.account.customerId);
    let steps = 0;
    try {
      while (row && steps < MAX_STEPS_AT_ONCE) {
        const done = await this.#step(tx, customer, row, now);
        if (!done) break;
        steps += 1;
        row = done.row;
      }
      if (row && (await this.#raise(tx, customer.account, row, now))) steps += 1;
    } catch (error) {
      if (error instanceof FarthingError || isOutage(error) || isRetryable(error)) throw error;
      const message = "A period of this customer has ended and could not be billed yet. Retry shortly.";
      throw new FarthingError("unavailable", message, { cause: error, retryAfterSeconds: 30 });
    }
    return steps > 0;
  };

  async #step(
    tx: Db,
    { account, livemode }: LockedCustomer,
    row: SubscriptionRow,
    until: Date,
  ): Promise<StepDone | undefined> {
    if (row.nextDueAt === null || row.nextDueAt > until) return undefined;
    const config = await this.#configs.of(tx, row.environmentId);
    const interval = (row.priceId ? config.prices.get(row.priceId)?.billingInterval : undefined) ?? "monthly";
    const cancelAtPeriodEnd = row.cancelAtPeriodEnd || renewedAs(config, row) === undefined;
    const step = nextStep({ ...row, cancelAtPeriodEnd }, interval, until);
    if (!step) return undefined;
    await this.#raise(tx, account, row, step.at);
    const context = { config, collect: this.collect, livemode, account, interval };
    const done = await performStep(tx, context, row, step);
    await forgetFailure(tx, row);
    return done;
  }

  /** Gives what the plan includes more since it was changed. @returns whether there was anything */
  async #raise(tx: Db, account: Account, row: SubscriptionRow, now: Date): Promise<boolean> {
    if (!isRunning(row)) return false;
    const config = await this.#configs.of(tx, row.environmentId);
    await loadPinnedVersions(tx, config, [row]);
    const missing = missingIncludedNanos(config, row, account);
    if (missing === 0n) return false;
    await raiseAllowance(tx, account, missing, now);
    return true;
  }
}

const isRunning = ({ status, allowanceEnd }: SubscriptionRow): boolean =>
  allowanceEnd !== null && (status === "active" || status === "trialing" || status === "past_due");
