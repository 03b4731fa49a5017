/** Signatures as Standard Webhooks has them: HMAC-SHA256 over `id.timestamp.body`, one for each secret that is valid. */
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
/** As the scheme advises: 24 to 64. */
const SECRET_BYTES = 24;

export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** @param at seconds since 1970 */
export function signatureHeaders(
  id: string,
  at: number,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": signatures.join(" ") };
}
