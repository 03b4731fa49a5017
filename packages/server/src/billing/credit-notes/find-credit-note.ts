import { type Caller, type Db, FarthingError, type Id } from "../../platform/index.js";
import type { CreditNoteRow } from "../schema.js";
import { findCreditNote } from "./store.js";

/** @throws FarthingError `credit_note_not_found`, also for one of another environment */
export async function requireCreditNote(db: Db, caller: Caller, id: Id<"cn">): Promise<CreditNoteRow> {
  const row = await findCreditNote(db, caller.environmentId, id);
  if (row) return row;
  throw new FarthingError("credit_note_not_found", `There is no credit note ${id}.`, { param: "id" });
}
