/** A link becomes a session, once. */
import { addMs, type Db, FarthingError, transaction } from "../platform/index.js";
import type { PortalSessionRow } from "./schema.js";
import { hashSecret, newSecret } from "./session-secret.js";
import { lockByLink, updatePortalSession } from "./store.js";

export const SESSION_LASTS_MS = 60 * 60_000;

interface OpenedPortal {
  /** Of the session; undefined where the browser has it already. */
  readonly secret: string | undefined;
}

/**
 * @param known the secret of the session that the browser has: whoever opened a link may open it again, as by going back
 * @throws FarthingError `unauthorized`, with where the customer came from in `details.returnUrl` where that is known
 */
export function openPortal(
  db: Db,
  realNow: Date,
  linkSecret: string,
  known: string | undefined,
): Promise<OpenedPortal> {
  return transaction(db, async (tx) => {
    const row = await lockByLink(tx, hashSecret(linkSecret));
    if (!row) throw noLink("This link is not valid. It may be incomplete: ask for a new one.", null);
    if (row.sessionHash) return again(row, realNow, known);
    if (row.linkExpiresAt <= realNow)
      throw noLink("This link has expired. Ask for a new one.", row.returnUrl);
    const secret = newSecret();
    await updatePortalSession(tx, row.id, {
      sessionHash: hashSecret(secret),
      sessionExpiresAt: addMs(realNow, SESSION_LASTS_MS),
    });
    return { secret };
  });
}

function again(row: PortalSessionRow, realNow: Date, known: string | undefined): OpenedPortal {
  const isTheirs = known !== undefined && hashSecret(known).equals(row.sessionHash!);
  if (isTheirs && isOpen(row, realNow)) return { secret: undefined };
  throw noLink("This link was already used and works only once. Ask for a new one.", row.returnUrl);
}

export const isOpen = ({ endedAt, sessionExpiresAt }: PortalSessionRow, realNow: Date): boolean =>
  endedAt === null && sessionExpiresAt !== null && sessionExpiresAt > realNow;

const noLink = (message: string, returnUrl: string | null): FarthingError =>
  new FarthingError("unauthorized", message, {
    param: "token",
    ...(returnUrl === null ? {} : { details: { returnUrl } }),
  });
