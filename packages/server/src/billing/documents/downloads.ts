/** `/downloads/{token}`: a document by a link that needs no key. */
import {
  type App,
  addMs,
  type BytesAnswer,
  type Clock,
  type Db,
  FarthingError,
  type Id,
  isId,
} from "../../platform/index.js";
import { findLinkSecret, linkSecretOf } from "../../tenancy/index.js";
import { findCreditNote } from "../credit-notes/store.js";
import { findInvoice } from "../invoices/store.js";
import type { TakenByOf } from "./amount-paid.js";
import { type DocumentId, isSigned, readLink, signLink } from "./download-link.js";
import { pdfOfCreditNote, pdfOfInvoice } from "./pdf-of.js";

const LIFE_MS = 3_600_000;

interface MadeLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** @param realNow links live in real time, whatever a sandbox's clock says */
export async function makeLink(
  db: Db,
  { environmentId, origin, realNow }: { environmentId: Id<"env">; origin: string; realNow: Date },
  document: DocumentId,
): Promise<MadeLink> {
  const expiresAt = addMs(realNow, LIFE_MS);
  const secret = await linkSecretOf(db, environmentId);
  const token = signLink({ environmentId, document, expiresAt }, secret);
  return { url: `${origin}/downloads/${token}`, expiresAt };
}

export function addDownloads(
  app: App,
  { db, clock, takenByOf }: { db: Db; clock: Clock; takenByOf: TakenByOf },
): void {
  app.get("/downloads/:token", async (c) => {
    const answer = await download(db, c.req.param("token"), clock.real(), takenByOf);
    c.env?.held?.answers(answer.bytes.length);
    return new Response(answer.bytes, { headers: { ...answer.headers(), "referrer-policy": "no-referrer" } });
  });
}

async function download(db: Db, token: string, realNow: Date, takenByOf: TakenByOf): Promise<BytesAnswer> {
  const link = readLink(token);
  const secret = link && (await findLinkSecret(db, link.environmentId));
  if (!link || !secret || !isSigned(token, secret) || link.expiresAt <= realNow) throw noSuchLink();
  const { environmentId, document } = link;
  if (isId("cn", document)) {
    const note = await findCreditNote(db, environmentId, document);
    if (note) return pdfOfCreditNote(db, note);
  } else {
    const invoice = await findInvoice(db, environmentId, document);
    if (invoice) return pdfOfInvoice(db, invoice, takenByOf);
  }
  throw noSuchLink();
}

const noSuchLink = (): FarthingError =>
  new FarthingError("not_found", "This link has expired or is not valid. Ask for a new one.");
