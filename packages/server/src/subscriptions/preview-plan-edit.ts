/** What an edit of a plan would change for those who are on it: by the very rule that holds once it is made. */
import type { PlanEdit, PlanEditChange, PlanEditPreview } from "@farthing/contract";
import type { z } from "zod";
import {
  BASE_CURRENCY,
  type Fact,
  type Facts,
  factsInForce,
  isSame,
  loadPinnedVersions,
  type PlanState,
  planInForce,
  planOnSale,
  previewEdit,
} from "../plans/index.js";
import type { Caller, Db, Id } from "../platform/index.js";
import { effectOf, isForAll, isForNewOnes } from "./effect-of-edit.js";
import { countOf, renewalsOf, type Subscribers, subscribersOf } from "./plan-subscriber-store.js";

type Change = z.input<typeof PlanEditChange>;
type Preview = z.input<typeof PlanEditPreview>;

/** @throws FarthingError what the operation itself throws */
export const previewPlanEdit = (
  db: Db,
  caller: Caller,
  idOrCode: string,
  edit: z.output<typeof PlanEdit>,
): Promise<Preview> =>
  previewEdit(db, caller, idOrCode, edit, async (tx, before, after) => {
    const groups = await subscribersOf(tx, before.plan.id);
    const newest = { planId: before.plan.id, planVersion: before.plan.version };
    for (const { config } of [before, after]) await loadPinnedVersions(tx, config, [...groups, newest]);
    const { isDeleted, migrateTo } = after.config.plans.get(before.plan.id)!;
    return {
      object: "plan_edit_preview",
      livemode: caller.livemode,
      planId: before.plan.id,
      changes: isDeleted ? [] : changesOf(before, after, groups),
      subscriptions: totalsOf(groups),
      renewal: isDeleted ? (migrateTo ? "move" : "end") : "stay",
    };
  });

function totalsOf(groups: readonly Subscribers[]): Preview["subscriptions"] {
  const those = (state: Subscribers["state"]) => groups.filter((group) => group.state === state);
  return {
    open: countOf(groups),
    renewing: countOf(those("renewing")),
    waiting: countOf(those("waiting")),
    leaving: countOf(those("leaving")),
    ...renewalsOf(those("renewing")),
  };
}

/** A group, and what holds for it before and after the edit. */
interface Concerned {
  readonly group: Subscribers;
  readonly before: Facts;
  readonly after: Facts;
  readonly isRenewed: boolean;
}

function changesOf(before: PlanState, after: PlanState, groups: readonly Subscribers[]): Change[] {
  const running = groups
    .filter(({ state }) => state !== "waiting")
    .map(
      (group): Concerned => ({
        group,
        before: inForce(before, group),
        after: inForce(after, group),
        isRenewed: group.state === "renewing" && isSold(after, group.currency, group.priceId),
      }),
    );
  const keys = new Set([...before.facts.keys(), ...after.facts.keys()]);
  return [...keys]
    .filter((key) => !isSame(before.facts.get(key), after.facts.get(key)))
    .map((key) => changeOf(key, before, after, running));
}

function changeOf(key: string, before: PlanState, after: PlanState, running: readonly Concerned[]): Change {
  const [was, is] = [before.facts.get(key), after.facts.get(key)];
  const { of, field, priceId, featureId, currency } = (is ?? was)!;
  const existing = existingCustomers(key, (is ?? was)!, before, after);
  const feature = featureId === null ? undefined : after.config.features.get(featureId)!;
  const [from, to] = [was?.value ?? null, is?.value ?? null];
  return {
    of,
    field,
    priceId,
    billingInterval: priceId === null ? null : after.config.prices.get(priceId)!.billingInterval,
    featureId,
    featureCode: feature?.code ?? null,
    featureName: feature?.name ?? null,
    currency,
    from,
    to,
    effect: effectOf(field, from, to, existing),
    existingCustomers: existing,
    subscriptions: concernedBy(key, (is ?? was)!, after, running),
  };
}

function concernedBy(
  key: string,
  fact: Fact,
  after: PlanState,
  running: readonly Concerned[],
): Change["subscriptions"] {
  const is = after.facts.get(key);
  const of = isForNewOnes(fact.field) ? [] : running.filter(({ group }) => concerns(fact, group));
  const isThere = ({ after: facts }: Concerned): boolean => isSame(facts.get(key), is);
  const now = isForAll(fact.field)
    ? of
    : of.filter((one) => isThere(one) && !isSame(one.before.get(key), is));
  const later = isForAll(fact.field) ? [] : of.filter((one) => one.isRenewed && !isThere(one));
  const groups = later.map(({ group }) => group);
  return { now: countOf(now.map(({ group }) => group)), atRenewal: countOf(groups), ...renewalsOf(groups) };
}

const concerns = ({ currency, priceId }: Fact, group: Subscribers): boolean =>
  (currency === null || currency === group.currency) && (priceId === null || priceId === group.priceId);

/** For whom the period began on the plan as it is before the edit. */
function existingCustomers(
  key: string,
  fact: Fact,
  before: PlanState,
  after: PlanState,
): Change["existingCustomers"] {
  const { field, priceId } = fact;
  const currency = fact.currency ?? BASE_CURRENCY;
  if (isForAll(field)) return "now";
  if (isForNewOnes(field) || !isSold(after, currency, priceId)) return "never";
  // A price that is added: nobody is on it.
  if (priceId !== null && !before.config.prices.has(priceId)) return "never";
  const pinned = { planId: before.plan.id, planVersion: before.plan.version, currency };
  return isSame(inForce(after, pinned).get(key), after.facts.get(key)) ? "now" : "at_renewal";
}

const inForce = (
  { config }: PlanState,
  pinned: Pick<Subscribers, "planId" | "planVersion" | "currency">,
): Facts => factsInForce(planInForce(config, pinned), pinned.currency, config.features);

/** Whether a period can begin in the currency: who is on it keeps what they have, where it cannot. */
function isSold({ plan, config }: PlanState, currency: string, priceId: Id<"price"> | null): boolean {
  const { prices } = planOnSale(config, plan.id, currency);
  if (priceId !== null) return prices.has(priceId);
  return prices.size > 0 || config.plans.get(plan.id)!.prices.size === 0;
}
