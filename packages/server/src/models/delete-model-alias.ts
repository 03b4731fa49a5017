import { type Caller, type Db, FarthingError, type Id, transaction } from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";
import { type AliasRow, deleteAlias } from "./store.js";

/** @throws FarthingError `not_found` */
export function deleteModelAlias(db: Db, caller: Caller, id: Id<"malias">): Promise<AliasRow> {
  return transaction(db, async (tx) => {
    const deleted = await deleteAlias(tx, caller.environmentId, id);
    if (!deleted) throw new FarthingError("not_found", `There is no model alias ${id}.`, { param: "id" });
    await raiseConfigVersion(tx, caller.environmentId);
    return deleted;
  });
}
