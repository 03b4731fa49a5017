/** What a step is performed with, and what it leaves. */
import type { Account } from "../../ledger/index.js";
import type { BillingInterval, PlanConfig } from "../../plans/index.js";
import type { Period, PlanChangeStep, Step, SubscriptionRow } from "../../subscriptions/index.js";
import type { KeptNanos } from "../credit-notes/given-back.js";
import type { Collect } from "../invoices/collect.js";
import type { InvoiceRow } from "../schema.js";

export interface StepContext {
  readonly config: PlanConfig;
  readonly collect: Collect;
  readonly keptNanos: KeptNanos;
  readonly livemode: boolean;
  /** The customer's account; its row is locked. */
  readonly account: Account;
  readonly interval: BillingInterval;
  /** How late usage may be reported. */
  readonly lateMs: number;
}

export interface StepDone {
  readonly step: Step;
  readonly row: SubscriptionRow;
  readonly invoice: InvoiceRow | undefined;
}

/** A step that begins a period on the plan that the subscription is on. */
export type PeriodStep = Exclude<Extract<Step, { period: Period }>, PlanChangeStep>;
