/** What is told of prices: that a model which had one gets another. Each environment is told on its own. */
import { type Caller, createClock, type Db, type Id, type News, publish } from "../platform/index.js";
import { listEnvironments } from "../tenancy/index.js";
import { type ModelPrice, newestFirst, priceAt } from "./price.js";
import { type AliasTarget, fullName } from "./resolve.js";
import { shapePrice } from "./shape.js";

export interface PriceChange {
  readonly model: AliasTarget;
  readonly price: ModelPrice;
  /** What was in force at the time from which the new one holds; undefined where nothing was. */
  readonly previous: ModelPrice | undefined;
}

/**
 * What rows that are added to a model take the place of. The first prices of a model change none.
 *
 * @param before the model's rows, as those see them who are told
 * @param added by the time from which they hold
 */
export function changesOf(
  model: AliasTarget,
  before: readonly ModelPrice[],
  added: readonly ModelPrice[],
): PriceChange[] {
  if (before.length === 0) return [];
  return added.map((price, i) => {
    const rows = [...before, ...added.slice(0, i)].sort(newestFirst);
    return { model, price, previous: priceAt(rows, price.effectiveFrom) };
  });
}

interface Audience {
  readonly environmentId: Id<"env">;
  readonly livemode: boolean;
  /** Business time of the environment. */
  readonly now: Date;
}

const newsOf = ({ model, price, previous }: PriceChange, audience: Audience): News => ({
  environmentId: audience.environmentId,
  customerId: null,
  type: "model.price_changed",
  data: {
    model: fullName(model),
    price: shapePrice(price, audience),
    previousPrice: previous ? shapePrice(previous, audience) : null,
  },
  createdAt: audience.now,
});

/** Tells the caller's environment of prices of its own. */
export async function tellOwner(tx: Db, caller: Caller, changes: readonly PriceChange[]): Promise<void> {
  const { environmentId, livemode } = caller;
  await publish(
    tx,
    changes.map((change) => newsOf(change, { environmentId, livemode, now: change.price.createdAt })),
  );
}

/** Tells every environment of prices of the catalog that all share. @param now real time */
export async function tellEveryone(tx: Db, changes: readonly PriceChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const clock = createClock(() => now);
  const audiences = (await listEnvironments(tx)).map((environment) => ({
    environmentId: environment.id,
    livemode: environment.kind === "live",
    now: clock.now(environment),
  }));
  await publish(
    tx,
    audiences.flatMap((audience) => changes.map((change) => newsOf(change, audience))),
  );
}
