/**
 * Does the next thing of several candidates in one transaction, or, where one of them cannot be done, of each alone: so
 * that nobody waits for what fails.
 */
import { type Db, isOutage } from "../../platform/index.js";
import type { Due, DueDone, DueEngine, Environment } from "./due-engine.js";

/**
 * So many at once. Measured for renewals of a metered plan: one by one 30 statements each; 50 together 0.9 each, and
 * beyond that little is gained, while all of their accounts stay locked until the commit.
 */
export const GROUP = 50;

/** What became of a candidate: `undefined` where nothing was due. */
export type Outcome = { readonly done: DueDone | undefined } | { readonly error: unknown };

interface Group {
  readonly db: Db;
  readonly engine: DueEngine;
  readonly environment: Environment;
  /** For each candidate the time up to which its thing is due. */
  readonly until: (candidate: Due) => Date;
}

/** @param candidates each of another customer. @throws the error of an outage, which is no candidate's */
export async function performGroup(
  { db, engine, environment, until }: Group,
  candidates: readonly Due[],
): Promise<Outcome[]> {
  try {
    const all = await engine.performNext(db, environment, candidates, until);
    return all.map((done) => ({ done }));
  } catch (error) {
    if (isOutage(error)) throw error;
    if (candidates.length === 1) return [{ error }];
  }
  const outcomes: Outcome[] = [];
  for (const candidate of candidates)
    outcomes.push(...(await performGroup({ db, engine, environment, until }, [candidate])));
  return outcomes;
}

/** The first of each customer, in the order given. */
export function ofDifferentCustomers(candidates: readonly Due[]): Due[] {
  const seen = new Set<Due["customerId"]>();
  return candidates.filter(({ customerId }) => !seen.has(customerId) && seen.add(customerId));
}
