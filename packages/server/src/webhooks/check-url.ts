import { isIP } from "node:net";
import { invalid } from "../platform/index.js";
import { isPublic } from "./addresses.js";

interface UrlRules {
  readonly livemode: boolean;
  readonly allowPrivate: boolean;
}

/**
 * What can be said of a webhook's URL before anything is sent there. Where its name leads to is looked at with each
 * connection.
 * @throws FarthingError `validation_error` at `url`
 */
export function checkUrl(text: string, { livemode, allowPrivate }: UrlRules): void {
  if (!URL.canParse(text)) throw invalid("url", "must be a URL like https://example.com/webhooks");
  const url = new URL(text);
  if (url.protocol !== "https:" && (livemode || url.protocol !== "http:"))
    throw invalid("url", livemode ? "must begin with https://" : "must begin with https:// or http://");
  if (url.username || url.password)
    throw invalid("url", "must not contain a user name or password: verify the signature instead");
  if (text.includes("#")) throw invalid("url", "must not contain a fragment (#…)");
  if (!allowPrivate && isLocal(url.hostname.replace(/^\[|\]$/g, "")))
    throw invalid(
      "url",
      `${url.hostname} is not a public internet address. For local development, start the server with FARTHING_WEBHOOK_ALLOW_PRIVATE=on`,
    );
}

const isLocal = (host: string): boolean =>
  isIP(host) === 0 ? /(?:^|\.)localhost\.?$/.test(host) : !isPublic(host);
