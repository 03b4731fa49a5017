/** Where providers tell what became of things: signed, and as often, as late and in whatever order they like. */
import { type App, type Clock, type Db, type Id, isId, type Log, readBytes } from "../platform/index.js";
import type { CatchUp } from "../subscriptions/index.js";
import { applySession } from "./checkout/session.js";
import { applyDisputeNews } from "./disputes/settle-dispute.js";
import type { Providers } from "./providers/choice.js";
import { type ExternalProvider, type ProviderNews, WrongSignature } from "./providers/provider.js";
import { settleLater } from "./settle-later.js";
import { applyRefundNews } from "./settle-refund.js";

interface ProviderWebhook {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly catchUp: CatchUp;
  readonly providers: Providers;
}

/** Each environment has its own: it is signed with a secret of its own. */
export const providerWebhookPath = (environmentId: string): string =>
  `/provider-webhooks/stripe/${environmentId}`;

const answer = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", "cache-control": "no-store" },
  });

export function addProviderWebhook(app: App, webhook: ProviderWebhook): void {
  app.post(providerWebhookPath(":environment"), async (c) => {
    const { db, log, providers } = webhook;
    const environmentId = c.req.param("environment") ?? "";
    const external = isId("env", environmentId)
      ? await providers.externalOf(db, environmentId as Id<"env">)
      : undefined;
    if (!external) return answer(404, { error: "No payment provider is connected here." });
    const body = await readBytes(c.req.raw);
    let news: ProviderNews | undefined;
    try {
      news = await external.readWebhook(body, c.req.header("stripe-signature") ?? "");
    } catch (error) {
      if (!(error instanceof WrongSignature)) throw error;
      log.warn(
        { environmentId, error: error.message },
        "refused a payment provider's webhook with an invalid signature",
      );
      return answer(400, { error: "The signature is invalid or too old." });
    }
    const isOurs = news ? await apply(webhook, external, environmentId as Id<"env">, news) : false;
    // Acknowledged all the same: an account is used for other things as well.
    if (!isOurs)
      log.info(
        { environmentId, news: news?.kind ?? "other" },
        "ignored a payment provider's webhook that concerns nothing here",
      );
    return answer(200, { received: true });
  });
}

/** @returns whether it is of something that is known here. What is said again changes nothing. */
async function apply(
  webhook: ProviderWebhook,
  external: ExternalProvider,
  environmentId: Id<"env">,
  news: ProviderNews,
): Promise<boolean> {
  switch (news.kind) {
    case "charge":
      return (
        isId("txn", news.transactionId) &&
        settleLater(webhook, { environmentId, id: news.transactionId as Id<"txn"> }, news.charged)
      );
    case "session":
      return applySession(
        { ...webhook, external },
        await external.readSession(news.sessionId),
        environmentId,
      );
    case "refund":
      return applyRefundNews(webhook, environmentId, news);
    case "dispute":
      return applyDisputeNews(webhook, environmentId, news);
  }
}
