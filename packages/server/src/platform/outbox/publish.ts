/**
 * The outbox: news of what happened, written in the transaction in which it happened. So there is news of all that
 * came to be, and none of what was rolled back.
 */
import type { WebhookEvent } from "@farthing/contract";
import type { z } from "zod";
import type { Db } from "../db/database.js";
import { type Many, together } from "../db/together.js";
import { type Id, newId } from "../ids.js";
import { insertNews } from "./store.js";

/** What is told, as the contract has it: `data` is what its type carries. */
export type News = Told<z.input<typeof WebhookEvent>>;

type Told<E> = E extends { type: infer T; data: infer D; customerId: infer C }
  ? {
      readonly environmentId: Id<"env">;
      readonly customerId: C extends string ? Id<"cus"> : null;
      readonly type: T;
      readonly data: D;
      /** Business time of the environment. */
      readonly createdAt: Date;
    }
  : never;

/** Tells what has its place already: its id, which was made when it happened; with one statement, sent at once. */
export const publishAt = (
  tx: Db,
  told: readonly { readonly id: Id<"whe">; readonly news: News }[],
): Promise<void> =>
  insertNews(
    tx,
    told.map(({ id, news }) => ({ ...news, id, handedOn: false })),
  );

/**
 * Tells of all of it with one statement, which is sent at once: it can stand among the last writes of a batch. In the
 * order given, which is the order of the ids. Sends nothing where there is nothing to tell.
 * @param handedOn that whoever publishes hands it on as well, and the taker is to pass it by
 * @returns the ids, in the order of the news
 */
export async function publish(
  tx: Db,
  news: readonly News[],
  { handedOn = false }: { readonly handedOn?: boolean } = {},
): Promise<readonly Id<"whe">[]> {
  if (news.length === 0) return [];
  return together(tx, { news, handedOn }, tell);
}

interface Telling {
  readonly news: readonly News[];
  readonly handedOn: boolean;
}

const tell: Many<Telling, readonly Id<"whe">[]> = async (tx, told) => {
  const all = told.flatMap(({ news, handedOn }) => news.map((one) => ({ ...one, handedOn })));
  const ids = all.map(() => newId("whe"));
  await insertNews(
    tx,
    all.map((one, i) => ({ ...one, id: ids[i]! })),
  );
  let next = 0;
  return told.map(({ news }) => {
    next += news.length;
    return ids.slice(next - news.length, next);
  });
};
