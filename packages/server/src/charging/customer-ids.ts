/** From the caller's name of a customer to Farthing's id, cached: the hot path asks for the same ones again and again. */
import { LRUCache } from "lru-cache";
import { findCustomerIds } from "../customers/index.js";
import { type Caller, type Db, GroupQueue, type Id } from "../platform/index.js";

/** Some 20 MB when full. */
const MAX_CACHED = 100_000;
/** Looked up in one statement. */
const MAX_TOGETHER = 1_000;
const MAX_WAITING = 20_000;

/** What a reference meant while `version` was the environment's. */
interface Known {
  readonly id: Id<"cus">;
  readonly version: bigint;
}

interface Reference {
  readonly environmentId: Id<"env">;
  readonly text: string;
}

export class CustomerIds {
  readonly #known = new LRUCache<string, Known>({ max: MAX_CACHED });
  /** One lookup at a time, of all that wait: a server that has just started misses at nearly every request. */
  readonly #lookups: GroupQueue<Reference, Id<"cus"> | undefined>;

  constructor(db: Db) {
    this.#lookups = new GroupQueue({
      perform: (references) => lookUp(db, references),
      maxGroup: MAX_TOGETHER,
      maxQueue: MAX_WAITING,
    });
  }

  /** As {@link find}, for one; undefined where it does not exist. Nearly always it is known, and nothing is made. */
  async findOne(caller: Caller, reference: string): Promise<Id<"cus"> | undefined> {
    const known = this.#known.get(`${caller.environmentId} ${reference}`);
    if (known && known.version >= caller.referencesVersion) return known.id;
    return (await this.find(caller, [reference])).get(reference);
  }

  /**
   * Ids of those that exist; unknown ones are missing, and looked up again next time.
   *
   * The caller brings the version of its environment's references, which authentication reads anew every second, and
   * which any change of an external id raises: within that second at most, a changed id may name its old customer.
   * @throws FarthingError `unavailable` when too many wait; the driver's error in an outage
   */
  async find(caller: Caller, references: readonly string[]): Promise<ReadonlyMap<string, Id<"cus">>> {
    const { environmentId, referencesVersion: version } = caller;
    const found = new Map<string, Id<"cus">>();
    const unknown = new Set<string>();
    for (const reference of references) {
      if (found.has(reference)) continue;
      const known = this.#known.get(`${environmentId} ${reference}`);
      if (known && known.version >= version) found.set(reference, known.id);
      else unknown.add(reference);
    }
    if (unknown.size === 0) return found;
    const asked = [...unknown];
    const answers = await this.#lookups.add(asked.map((text) => ({ environmentId, text })));
    answers.forEach((answer, i) => {
      if (answer.status === "rejected") throw answer.reason;
      if (answer.value === undefined) return;
      this.#known.set(`${environmentId} ${asked[i]}`, { id: answer.value, version });
      found.set(asked[i]!, answer.value);
    });
    return found;
  }
}

async function lookUp(
  db: Db,
  references: readonly Reference[],
): Promise<PromiseSettledResult<Id<"cus"> | undefined>[]> {
  try {
    const found = new Map<Id<"env">, Map<string, Id<"cus">>>();
    for (const environmentId of new Set(references.map((reference) => reference.environmentId))) {
      const texts = references.filter((one) => one.environmentId === environmentId).map((one) => one.text);
      found.set(environmentId, await findCustomerIds(db, environmentId, [...new Set(texts)]));
    }
    return references.map(({ environmentId, text }) => ({
      status: "fulfilled",
      value: found.get(environmentId)!.get(text),
    }));
  } catch (reason) {
    return references.map(() => ({ status: "rejected", reason }));
  }
}
