/** The SQL by which a statement that adds up much of a table gets the memory to do so. */
import { type Db, query, transaction } from "./database.js";

/**
 * Runs `work` with a `work_mem` of 32 MB where Postgres gives 4 MB. With those it reads half a million
 * totals in the order of an index to have them in groups, row by row: 600 ms, where one look at the table takes 270.
 */
export const wideRead = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  transaction(db, async (tx) => {
    await query(tx, "SET LOCAL work_mem = '32MB'", []);
    return work(tx);
  });
