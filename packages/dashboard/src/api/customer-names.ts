/** Names of customers for lists that have their ids: what a page asks for at the same moment is one question. */
const MOST_AT_ONCE = 100;

interface Waiting {
  readonly id: string;
  readonly resolve: (name: string | null) => void;
  readonly reject: (error: unknown) => void;
}

type Ask = (ids: readonly string[]) => Promise<readonly { readonly id: string; readonly name: string }[]>;

/** @returns finds the name of one; null where there is none */
export function namesTogether(ask: Ask): (id: string) => Promise<string | null> {
  let waiting: Waiting[] = [];
  const askForAll = (): void => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST_AT_ONCE) void answer(all.slice(at, at + MOST_AT_ONCE));
  };
  const answer = async (those: readonly Waiting[]): Promise<void> => {
    try {
      const names = await ask([...new Set(those.map(({ id }) => id))]);
      const byId = new Map(names.map(({ id, name }) => [id, name]));
      for (const { id, resolve } of those) resolve(byId.get(id) ?? null);
    } catch (error) {
      for (const { reject } of those) reject(error);
    }
  };
  return (id) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ id, resolve, reject }) === 1) setTimeout(askForAll);
    });
}
