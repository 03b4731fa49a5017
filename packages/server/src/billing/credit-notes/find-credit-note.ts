import { type Caller, type Db, FarthingError, type Id } from "../../platform/index.js";
import type { CreditNoteLineRow, CreditNoteRow } from "../schema.js";
import { findCreditNote, listCreditNoteLines } from "./store.js";

/** @throws FarthingError `credit_note_not_found`, also for one of another environment */
export async function requireCreditNote(db: Db, caller: Caller, id: Id<"cn">): Promise<CreditNoteRow> {
  const row = await findCreditNote(db, caller.environmentId, id);
  if (row) return row;
  throw new FarthingError("credit_note_not_found", `There is no credit note ${id}.`, { param: "id" });
}

/** @throws FarthingError `credit_note_line_not_found` */
export async function requireCreditNoteLine(
  db: Db,
  note: CreditNoteRow,
  id: Id<"cnline">,
): Promise<CreditNoteLineRow> {
  const line = (await listCreditNoteLines(db, note)).find((candidate) => candidate.id === id);
  if (line) return line;
  throw new FarthingError("credit_note_line_not_found", `Credit note ${note.id} has no line ${id}.`, {
    param: "line",
  });
}
