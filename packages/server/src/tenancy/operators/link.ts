/**
 * A link lets whoever has it set a password, once. The token is in the fragment, which browsers send to no server and
 * put in no `Referer`; what is stored is its SHA-256.
 */

import { hash, randomBytes } from "node:crypto";
import type { OperatorRole } from "@farthing/contract";
import { addMs, type Db, type Id, newId } from "../../platform/index.js";
import { insertLink, type NewOperatorLink } from "./store.js";

const TOKEN_BYTES = 24;
const DAY_MS = 86_400_000;
/** An invitation lies in a mailbox over a week-end; the other two are asked for by somebody who waits. */
const LASTS_MS = { setup: 7 * DAY_MS, invitation: 7 * DAY_MS, reset: DAY_MS } as const;

interface NewLink {
  readonly organizationId: Id<"org">;
  readonly kind: NewOperatorLink["kind"];
  readonly role: OperatorRole;
  /** Whom it is for; null on a setup. */
  readonly email: string | null;
}

export interface CreatedLink {
  readonly id: Id<"olink">;
  readonly token: string;
  readonly expiresAt: Date;
}

export const hashToken = (token: string): Buffer => hash("sha256", token, "buffer");
/** Where the dashboard takes the token up. */
export const linkPath = (token: string): string => `/welcome#${token}`;
export const normalEmail = (email: string): string => email.trim().toLowerCase();

export async function createLink(db: Db, now: Date, link: NewLink): Promise<CreatedLink> {
  const id = newId("olink");
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const expiresAt = addMs(now, LASTS_MS[link.kind]);
  await insertLink(db, { ...link, id, tokenHash: hashToken(token), createdAt: now, expiresAt });
  return { id, token, expiresAt };
}
