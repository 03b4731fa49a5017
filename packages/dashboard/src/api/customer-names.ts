/** What customers are called. However many rows of a page ask for one, they are asked for in one request. */
import type { Schemas } from "./schemas";

export type CustomerName = Schemas["CustomerName"];

/** As many as the server gives at once. */
const MOST = 100;

interface Batch {
  readonly ids: Set<string>;
  readonly names: Promise<ReadonlyMap<string, CustomerName>>;
}

/** @returns what gives the name of a customer, or null where there is none */
export function customerNames(
  fetchNames: (ids: readonly string[]) => Promise<readonly CustomerName[]>,
): (id: string) => Promise<CustomerName | null> {
  let next: Batch | undefined;
  const open = (): Batch => {
    const ids = new Set<string>();
    // The rows of a page ask one after the other, before anything else happens.
    const names = new Promise<void>((resolve) => setTimeout(resolve)).then(async () => {
      if (next?.ids === ids) next = undefined;
      return new Map((await fetchNames([...ids])).map((name) => [name.id, name]));
    });
    return { ids, names };
  };
  return async (id) => {
    next ??= open();
    const { ids, names } = next;
    ids.add(id);
    if (ids.size === MOST) next = undefined;
    return (await names).get(id) ?? null;
  };
}
