/** Types of webhook events, in the groups of the form. A type that is missing here does not compile. */
import type { Schemas } from "../../api/schemas";

export type EventType = Schemas["WebhookEvent"]["type"];

/** All types, those included that are added later. */
export const EVERYTHING = "*";

const GROUP_OF: Readonly<Record<EventType, string>> = {
  "subscription.created": "Subscriptions",
  "subscription.activated": "Subscriptions",
  "subscription.updated": "Subscriptions",
  "subscription.plan_changed": "Subscriptions",
  "subscription.paused": "Subscriptions",
  "subscription.resumed": "Subscriptions",
  "subscription.past_due": "Subscriptions",
  "subscription.canceled": "Subscriptions",
  "subscription.reactivated": "Subscriptions",
  "payment.received": "Payments",
  "payment.failed": "Payments",
  "payment.disputed": "Payments",
  "invoice.created": "Invoices",
  "invoice.finalized": "Invoices",
  "invoice.paid": "Invoices",
  "invoice.voided": "Invoices",
  "invoice.uncollectible": "Invoices",
  "invoice.deleted": "Invoices",
  "credit_note.created": "Invoices",
  "balance.low": "Balances and credits",
  "balance.exhausted": "Balances and credits",
  "credits.low": "Balances and credits",
  "credits.exhausted": "Balances and credits",
  "usage.refused": "Usage and models",
  "model.price_changed": "Usage and models",
  "webhook.test": "Tests",
};

export const EVENT_TYPES = Object.keys(GROUP_OF) as readonly EventType[];

/** Those that can be chosen, by group: tests are sent by the page of the webhook, whatever is chosen. */
export const EVENT_GROUPS: readonly (readonly [group: string, types: readonly EventType[]])[] = [
  ...new Set(Object.values(GROUP_OF)),
]
  .filter((group) => group !== "Tests")
  .map((group) => [group, EVENT_TYPES.filter((type) => GROUP_OF[type] === group)] as const);
