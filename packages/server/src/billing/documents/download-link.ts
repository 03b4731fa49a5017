/**
 * Links to a document that need no key: the document's id and the end of the link, signed with the environment's
 * secret. Nothing is stored, so a link works on every node, and cannot be guessed or made to live longer.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, idFromUuid, timeFrom, uuidFromId } from "../../platform/index.js";

export type DocumentId = Id<"inv"> | Id<"cn">;

interface DownloadLink {
  readonly environmentId: Id<"env">;
  readonly document: DocumentId;
  /** Real time. */
  readonly expiresAt: Date;
}

const KINDS = ["inv", "cn"] as const;
const UUID_BYTES = 16;
const PAYLOAD_BYTES = 1 + 2 * UUID_BYTES + 6;
const SIGNATURE_BYTES = 32;

export function signLink(link: DownloadLink, secret: Buffer): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload[0] = KINDS.findIndex((kind) => link.document.startsWith(`${kind}_`));
  payload.write(uuidFromId(link.environmentId).replaceAll("-", ""), 1, "hex");
  payload.write(uuidFromId(link.document).replaceAll("-", ""), 1 + UUID_BYTES, "hex");
  payload.writeUIntBE(link.expiresAt.getTime(), 1 + 2 * UUID_BYTES, 6);
  return Buffer.concat([payload, signatureOf(payload, secret)]).toString("base64url");
}

const signatureOf = (payload: Buffer, secret: Buffer): Buffer =>
  createHmac("sha256", secret).update(payload).digest();

/** What a token says, which is not to be believed before {@link isSigned}. Undefined where it is none of ours. */
export function readLink(token: string): DownloadLink | undefined {
  const bytes = Buffer.from(token, "base64url");
  // Checked again as text: base64 has several spellings of the same bytes.
  if (bytes.length !== PAYLOAD_BYTES + SIGNATURE_BYTES || bytes.toString("base64url") !== token)
    return undefined;
  const kind = KINDS[bytes[0]!];
  if (!kind) return undefined;
  return {
    environmentId: idFromUuid("env", uuidAt(bytes, 1)),
    document: idFromUuid(kind, uuidAt(bytes, 1 + UUID_BYTES)),
    expiresAt: timeFrom(bytes.readUIntBE(1 + 2 * UUID_BYTES, 6)),
  };
}

export function isSigned(token: string, secret: Buffer): boolean {
  const bytes = Buffer.from(token, "base64url");
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  return timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), signatureOf(payload, secret));
}

function uuidAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString("hex", at, at + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
