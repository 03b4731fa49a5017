/**
 * Whether a webhook is genuine, by the Standard Webhooks scheme: HMAC-SHA256 over
 * `id.timestamp.body`, signatures `v1,<base64>` apart by spaces, secrets `whsec_<base64>`.
 */
import { FarthingError } from "./errors/index.js";

/** The webhook is not genuine, not whole, or too old. Answer it with 400 and do nothing. */
export class WebhookVerificationError extends FarthingError {
  static override readonly kind: string = "WebhookVerificationError";
}

export interface VerifyWebhookParams {
  /** The body as it came, before any parsing: parsing and writing it again changes what was signed. */
  readonly payload: string | Uint8Array<ArrayBuffer>;
  /** Of the request; `Headers`, or a plain object as Node's `request.headers`. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** One secret, or several while one is being replaced by another. */
  readonly secret: string | readonly string[];
}

const TOLERANCE_SECONDS = 300;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/** See `Webhooks.verify`. */
export async function verifyWebhook<T>({ payload, headers, secret }: VerifyWebhookParams): Promise<T> {
  const bytes = bytesOf(payload);
  const id = requireHeader(headers, "webhook-id");
  const timestamp = requireHeader(headers, "webhook-timestamp");
  const signatures = signaturesIn(requireHeader(headers, "webhook-signature"));
  assertRecent(timestamp);
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const one of typeof secret === "string" ? [secret] : secret) {
    const key = await crypto.subtle.importKey("raw", secretBytes(one), HMAC, false, ["verify"]);
    for (const signature of signatures)
      if (await crypto.subtle.verify(HMAC, key, signature, signed)) return parse<T>(bytes);
  }
  throw new WebhookVerificationError("No signature of the webhook matches a secret that was passed.");
}

function bytesOf(payload: unknown): Uint8Array<ArrayBuffer> {
  if (typeof payload === "string") return new TextEncoder().encode(payload);
  if (payload instanceof Uint8Array) return payload as Uint8Array<ArrayBuffer>;
  throw new FarthingError("Pass the webhook's body as received, as text or bytes, not parsed.");
}

function requireHeader(headers: VerifyWebhookParams["headers"], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : plainHeader(headers, name);
  if (value) return value;
  throw new WebhookVerificationError(`The header ${name} is missing.`);
}

function plainHeader(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string | undefined {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return typeof value === "string" ? value : value?.[0];
}

function assertRecent(timestamp: string): void {
  const age = Date.now() / 1000 - (/^\d+$/.test(timestamp) ? Number(timestamp) : Number.NaN);
  if (Math.abs(age) <= TOLERANCE_SECONDS) return;
  throw new WebhookVerificationError(
    `The webhook's timestamp ${JSON.stringify(timestamp)} is not within ${TOLERANCE_SECONDS} seconds of now.`,
  );
}

function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] {
  return header.split(" ").flatMap((part) => {
    const encoded = /^v1,(.+)$/.exec(part)?.[1];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    return bytes ? [bytes] : [];
  });
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(secret.trim().replace(/^whsec_/, ""));
  if (bytes?.length) return bytes;
  throw new FarthingError("A webhook secret is whsec_ followed by base64.");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function parse<T>(bytes: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as T;
  } catch (cause) {
    throw new WebhookVerificationError("The webhook is genuine, but its body is not JSON.", { cause });
  }
}
