/**
 * The one engine that does what is due: for the job on real time, for a sandbox's clock that is moved, and for
 * whoever needs a customer to be up to date. A step is one transaction under the lock of the customer's account, and
 * is decided from the row as it is under that lock: killed anywhere or done twice at once, it happens once.
 *
 * Whatever holds an account's lock may take the row of the invoice numbers after it; nothing takes them the other way.
 */
import { lockAccounts } from "../../ledger/index.js";
import type { PlanConfig } from "../../plans/index.js";
import { type Db, FarthingError, type Id, isOutage, isRetryable, transaction } from "../../platform/index.js";
import {
  type BillingInterval,
  type CatchUp,
  type DueCandidate,
  findOpenSubscription,
  findSubscription,
  type LockedCustomer,
  nextStep,
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
  readonly catchUp: CatchUp = async (tx, customer, now) =>
    (await this.performAll(tx, customer, now)).length > 0;

  /**
   * Does all that is due of a customer, in the transaction that holds the account's lock.
   * @param collect another than the server's, for what is only tried
   * @returns what was done, in its order
   */
  async performAll(
    tx: Db,
    customer: LockedCustomer,
    until: Date,
    collect = this.collect,
  ): Promise<StepDone[]> {
    let row = await findOpenSubscription(tx, customer.account.customerId);
    const steps: StepDone[] = [];
    try {
      while (row && steps.length < MAX_STEPS_AT_ONCE) {
        const done = await this.#step(tx, customer, row, until, collect);
        if (!done) break;
        steps.push(done);
        row = done.row;
      }
    } catch (error) {
      if (error instanceof FarthingError || isOutage(error) || isRetryable(error)) throw error;
      const message = "A period of this customer has ended and could not be billed yet. Retry shortly.";
      throw new FarthingError("unavailable", message, { cause: error, retryAfterSeconds: 30 });
    }
    return steps;
  }

  async #step(
    tx: Db,
    { account, livemode }: LockedCustomer,
    row: SubscriptionRow,
    until: Date,
    collect = this.collect,
  ): Promise<StepDone | undefined> {
    if (row.nextDueAt === null || row.nextDueAt > until) return undefined;
    const config = await this.#configs.of(tx, row.environmentId);
    const interval = intervalOf(config, row.priceId);
    const step = nextStep(row, interval, until, intervalOf(config, row.scheduledPriceId));
    if (!step) return undefined;
    const context = { config, collect, livemode, account, interval };
    const done = await performStep(tx, context, row, step);
    await forgetFailure(tx, row);
    return done;
  }
}

/** A plan without a price is free, and counted by the month. */
export const intervalOf = ({ prices }: PlanConfig, priceId: Id<"price"> | null): BillingInterval =>
  (priceId ? prices.get(priceId)?.billingInterval : undefined) ?? "monthly";
