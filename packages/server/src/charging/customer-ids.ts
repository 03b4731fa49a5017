/** From the caller's name of a customer to Farthing's id, cached: the hot path asks for the same ones again and again. */
import { LRUCache } from "lru-cache";
import { findCustomerIds } from "../customers/index.js";
import type { Db, Id } from "../platform/index.js";

const MAX_CACHED = 200_000;
/** How long a changed external id may still name its old customer. */
const CACHED_MS = 2_000;

export class CustomerIds {
  readonly #known = new LRUCache<string, Id<"cus">>({ max: MAX_CACHED, ttl: CACHED_MS });

  /** Ids of those that exist; unknown ones are missing, and looked up again next time. */
  async find(
    db: Db,
    environmentId: Id<"env">,
    references: readonly string[],
  ): Promise<ReadonlyMap<string, Id<"cus">>> {
    const found = new Map<string, Id<"cus">>();
    const unknown = new Set<string>();
    for (const reference of references) {
      const id = this.#known.get(`${environmentId} ${reference}`);
      if (id) found.set(reference, id);
      else unknown.add(reference);
    }
    if (unknown.size === 0) return found;
    for (const [reference, id] of await findCustomerIds(db, environmentId, [...unknown])) {
      this.#known.set(`${environmentId} ${reference}`, id);
      found.set(reference, id);
    }
    return found;
  }
}
