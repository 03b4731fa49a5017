/**
 * The one engine that does what is due: for the job on real time, for a sandbox's clock that is moved, and for
 * whoever needs a customer to be up to date. A step is one transaction under the lock of the customer's account, and
 * is decided from the row as it is under that lock: killed anywhere or done twice at once, it happens once.
 *
 * Whatever holds an account's lock takes the row of the invoice numbers last, before its commit.
 */
import { type Account, lockAccounts, raiseAllowance } from "../../ledger/index.js";
import { loadPinnedVersions, type PlanConfig } from "../../plans/index.js";
import {
  type Db,
  FarthingError,
  type Id,
  isOutage,
  isRetryable,
  sideBySide,
  transaction,
} from "../../platform/index.js";
import {
  type CatchUp,
  countDueSubscriptions,
  dueSubscriptions,
  findOpenSubscription,
  findSubscription,
  type LockedCustomer,
  missingIncludedNanos,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { KeptNanos } from "../credit-notes/given-back.js";
import type { Collect, DueRetry, PaymentRetries } from "../invoices/collect.js";
import { forgetFailure } from "../periods/store.js";
import { performStep } from "./perform-step.js";
import { PlanConfigs } from "./plan-configs.js";
import type { StepContext, StepDone } from "./step-context.js";
import { intervalOf, stepDue } from "./step-due.js";

/** Five years of weeks; what is further behind is caught up in several transactions. */
const MAX_STEPS_AT_ONCE = 270;

/** A subscription of which something is due, or a payment that is to be retried. */
export interface Due {
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub"> | Id<"pay">;
  readonly dueAt: Date;
}

/** What was done. */
export interface DueDone {
  readonly kind: StepDone["step"]["kind"] | "payment_retried" | "payment_abandoned";
  /** Business time. */
  readonly at: Date;
  readonly customerId: Id<"cus">;
  readonly subscriptionId: Id<"sub"> | null;
  readonly invoiceId: Id<"inv"> | null;
  /** Whether the invoice was made by it. */
  readonly madeInvoice: boolean;
}

export interface Environment {
  readonly id: Id<"env">;
  readonly livemode: boolean;
}

interface AllDone {
  readonly steps: StepDone[];
  readonly retries: number;
  /** Whether something was given that the plan includes more since it was changed. */
  readonly isRaised: boolean;
}

const isOf = <P extends "sub" | "pay">(
  prefix: P,
  id: Due["id"],
): id is Extract<Due["id"], `${P}_${string}`> => id.startsWith(`${prefix}_`);

export class DueEngine {
  readonly #configs = new PlanConfigs();

  constructor(
    private readonly collect: Collect,
    private readonly retries: PaymentRetries,
    private readonly keptNanos: KeptNanos,
    private readonly checkouts: StepContext["checkouts"],
    /** How late usage may be reported. */
    readonly lateMs: number,
  ) {}

  /** The earliest of an environment, as last committed, in the order of their times. */
  async due(
    db: Db,
    environmentId: Id<"env">,
    until: Date,
    except: readonly Due["id"][],
    limit: number,
  ): Promise<Due[]> {
    const subscriptions = except.filter((id) => isOf("sub", id));
    const payments = except.filter((id) => isOf("pay", id));
    const found = await Promise.all([
      this.retries.due(db, environmentId, until, payments, limit),
      dueSubscriptions(db, environmentId, until, subscriptions, limit),
    ]);
    return found
      .flat()
      .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
      .slice(0, limit);
  }

  /** How many subscriptions and payments of an environment have something due. */
  async countDue(db: Db, environmentId: Id<"env">, until: Date): Promise<number> {
    const [subscriptions, payments] = await Promise.all([
      countDueSubscriptions(db, environmentId, until),
      this.retries.countDue(db, environmentId, until),
    ]);
    return subscriptions + payments;
  }

  /**
   * Does the next thing of each candidate's customer, all in one transaction: of many it takes about as many statements as
   * of one. Where one fails, none is done.
   * @param candidates each of another customer
   * @param until for each the time up to which its thing is due
   * @returns for each what was done; undefined where nothing is due: somebody else has done it, or it was taken back
   */
  performNext(
    db: Db,
    environment: Environment,
    candidates: readonly Due[],
    until: (candidate: Due) => Date,
  ): Promise<(DueDone | undefined)[]> {
    return transaction(db, async (tx) => {
      const environmentId = environment.id;
      const owners = candidates.map(({ customerId, dueAt: now }) => ({ customerId, environmentId, now }));
      const accounts = await lockAccounts(tx, owners);
      return sideBySide(tx, candidates, (candidate) =>
        this.#next(tx, environment, accounts.get(candidate.customerId)!, candidate, until(candidate)),
      );
    });
  }

  async #next(
    tx: Db,
    environment: Environment,
    account: Account,
    { customerId, id }: Due,
    until: Date,
  ): Promise<DueDone | undefined> {
    const customer = { account, livemode: environment.livemode };
    const row = isOf("sub", id)
      ? await findSubscription(tx, environment.id, id)
      : await findOpenSubscription(tx, customerId);
    const retry = await this.#nextRetry(tx, customer, row, until);
    if (retry) return this.#retry(tx, customer, retry);
    const done = row && (await this.#step(tx, customer, row, until));
    return done && doneOf(done);
  }

  /** As {@link CatchUp} says. What fails here fails the caller, who would otherwise go on in a period that is over. */
  readonly catchUp: CatchUp = async (tx, customer, now) => {
    const { steps, retries, isRaised } = await this.#performAll(tx, customer, now, this.collect);
    return steps.length + retries > 0 || isRaised;
  };

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
    // What is only tried shows what comes if all is paid: a card is not charged for it, and nothing is given up.
    const isTried = collect !== this.collect;
    return (await this.#performAll(tx, customer, until, collect, isTried)).steps;
  }

  async #performAll(
    tx: Db,
    customer: LockedCustomer,
    until: Date,
    collect: Collect,
    isTried = false,
  ): Promise<AllDone> {
    const { customerId } = customer.account;
    let row = await findOpenSubscription(tx, customerId);
    const steps: StepDone[] = [];
    let retries = 0;
    let isRaised = false;
    try {
      while (steps.length + retries < MAX_STEPS_AT_ONCE) {
        const retry = isTried ? undefined : await this.#nextRetry(tx, customer, row, until);
        if (retry) {
          await this.#retry(tx, customer, retry);
          retries += 1;
          row = await findOpenSubscription(tx, customerId);
          continue;
        }
        const done = row && (await this.#step(tx, customer, row, until, collect));
        if (!done) break;
        steps.push(done);
        row = done.row;
      }
      if (row) {
        const config = await this.#configs.of(tx, row.environmentId);
        isRaised = await this.#raise(tx, config, customer.account, row, until);
      }
    } catch (error) {
      if (error instanceof FarthingError || isOutage(error) || isRetryable(error)) throw error;
      const message = "A period of this customer has ended but could not be billed yet. Retry shortly.";
      throw new FarthingError("unavailable", message, { cause: error, retryAfterSeconds: 30 });
    }
    return { steps, retries, isRaised };
  }

  /** The retry that comes before the next step of the subscription. */
  async #nextRetry(
    tx: Db,
    { account }: LockedCustomer,
    row: SubscriptionRow | undefined,
    until: Date,
  ): Promise<DueRetry | undefined> {
    const before = row?.nextDueAt && row.nextDueAt < until ? row.nextDueAt : until;
    return this.retries.nextOf(tx, account.customerId, before);
  }

  async #retry(tx: Db, customer: LockedCustomer, due: DueRetry): Promise<DueDone> {
    const retried = await this.retries.perform(tx, customer, due);
    await forgetFailure(tx, due);
    return { ...retried, at: due.dueAt, customerId: due.customerId, madeInvoice: false };
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
    const step = stepDue(config, row, until);
    if (!step) return undefined;
    // Into the picture that the step is taken by: a plan may be changed at any moment, and the next one is another.
    await this.#raise(tx, config, account, row, step.at);
    const { keptNanos, checkouts, lateMs } = this;
    const interval = intervalOf(config, row.priceId);
    const context = { config, collect, keptNanos, checkouts, livemode, account, interval, lateMs };
    const done = await performStep(tx, context, row, step);
    await forgetFailure(tx, row);
    return done;
  }

  /** Loads the row's version, and gives what the plan includes more since it. @returns whether there was anything */
  async #raise(
    tx: Db,
    config: PlanConfig,
    account: Account,
    row: SubscriptionRow,
    now: Date,
  ): Promise<boolean> {
    await loadPinnedVersions(tx, config, [row]);
    if (!isRunning(row)) return false;
    const missing = missingIncludedNanos(config, row, account);
    if (missing === 0n) return false;
    await raiseAllowance(tx, account, missing, now);
    return true;
  }
}

const isRunning = ({ status, allowanceEnd }: SubscriptionRow): boolean =>
  allowanceEnd !== null && (status === "active" || status === "trialing" || status === "past_due");

const doneOf = ({ step, row, invoice }: StepDone): DueDone => ({
  kind: step.kind,
  at: step.at,
  customerId: row.customerId,
  subscriptionId: row.id,
  invoiceId: invoice?.id ?? null,
  madeInvoice: invoice !== undefined,
});
