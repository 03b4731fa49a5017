import { addMs, type Db } from "../platform/index.js";
import { deleteSessionsBefore } from "./store.js";

/** Long after it has ended, a link still says where its customer came from. */
const KEPT_MS = 7 * 86_400_000;

export const forgetPortalSessions = (db: Db, realNow: Date): Promise<void> =>
  deleteSessionsBefore(db, addMs(realNow, -KEPT_MS));
