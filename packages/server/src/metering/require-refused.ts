import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import type { RefusedUsageRow } from "./schema.js";
import { findRefused } from "./store.js";

/** @throws FarthingError `refused_usage_not_found` */
export async function requireRefused(db: Db, caller: Caller, id: Id<"rfu">): Promise<RefusedUsageRow> {
  const [row] = await findRefused(db, caller.environmentId, [id]);
  if (row) return row;
  throw new FarthingError("refused_usage_not_found", `There is no refused usage ${id}.`, { param: "id" });
}
