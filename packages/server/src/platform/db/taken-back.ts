/** The SQL by which something is tried and taken back. */
import { withoutLast } from "./before-commit.js";
import { type Db, query } from "./database.js";

/** Runs `work` in a transaction and takes back all that it wrote. @returns what it came to */
export async function takenBack<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await query(tx, "SAVEPOINT tried", []);
  const result = await withoutLast(tx, work);
  await query(tx, "ROLLBACK TO SAVEPOINT tried", []);
  return result;
}
