/** Where checkouts are: pages for people, let in by their link alone. */
import { type App, type Clock, type Db, FarthingError, type Log, readBytes } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import { findBranding, findEnvironment, findLogo } from "../../tenancy/index.js";
import { type Providers, providerOf } from "../providers/choice.js";
import { testCardOf } from "../providers/sandbox.js";
import type { CheckoutRow } from "../schema.js";
import { authenticationPage, messagePage, providerPage, sandboxPage } from "./page.js";
import { isWanted, type PaidAtPage, payWithTestCard } from "./pay-with-test-card.js";
import { applySession, beginSession } from "./session.js";
import { findCheckoutByToken } from "./store.js";
import { sellerOf, summarize } from "./summary.js";
import { type WentBack, wentBack } from "./went-back.js";

interface CheckoutPages {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly catchUp: CatchUp;
  readonly providers: Providers;
  /** Of a token, as a customer is given it. */
  readonly urlOf: (token: string) => string;
}

/** What a page may do: its own style, its own form, and the way to where the customer is sent afterwards. */
function headers(checkout?: CheckoutRow): Record<string, string> {
  const after = checkout?.successUrl ? ` ${new URL(checkout.successUrl).origin}` : "";
  return {
    "content-type": "text/html; charset=UTF-8",
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'${after}; base-uri 'none'; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}

const pathOf = ({ token }: CheckoutRow): string => `/checkout/${token}`;
const TOKEN = /^[\w-]{32}$/;

type Html = ReturnType<typeof messagePage>;
const show = async (body: Html, status: number, checkout?: CheckoutRow): Promise<Response> =>
  new Response(String(await body), { status, headers: headers(checkout) });
const redirect = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });

const unknown = (): Promise<Response> =>
  show(
    messagePage("This link is not valid", "It may be incomplete. Ask whoever sent it for a new one."),
    404,
  );

const framed = async ({ db }: CheckoutPages, row: CheckoutRow) => ({
  seller: await sellerOf(db, row),
  path: pathOf(row),
});
const closed = async (pages: CheckoutPages, row: CheckoutRow): Promise<Response> =>
  show(
    messagePage(
      "This link no longer works",
      "It has expired, or the payment was already made. Ask whoever sent it for a new one.",
      await framed(pages, row),
    ),
    410,
  );

export function addCheckoutPages(app: App, pages: CheckoutPages): void {
  const answer = async (
    token: string,
    work: (checkout: CheckoutRow) => Promise<Response>,
  ): Promise<Response> => {
    try {
      const checkout = TOKEN.test(token) ? await findCheckoutByToken(pages.db, token) : undefined;
      return checkout ? await work(checkout) : await unknown();
    } catch (error) {
      pages.log.error({ error: String(error) }, "a checkout could not be shown");
      // What the provider cannot take, in its own words.
      if (error instanceof FarthingError && error.code === "invalid_state")
        return show(messagePage("This cannot be paid here", error.message), 409);
      const text = "Nothing was charged twice. Please try again in a moment.";
      return show(messagePage("Something went wrong", text), 503);
    }
  };
  app.get("/checkout/:token", (c) => answer(c.req.param("token"), (row) => showCheckout(pages, row)));
  app.post("/checkout/:token", (c) =>
    answer(c.req.param("token"), async (row) => pay(pages, row, await fieldOf(c.req.raw, "card"))),
  );
  app.get("/checkout/:token/logo", (c) => answer(c.req.param("token"), (row) => logo(pages, row)));
  app.get("/checkout/:token/authentication", (c) =>
    answer(c.req.param("token"), async (row) => {
      if (!row.authenticating || (await isClosed(pages, row))) return showCheckout(pages, row);
      return show(authenticationPage(await summarize(pages, row), pathOf(row)), 200, row);
    }),
  );
  app.post("/checkout/:token/authentication", (c) =>
    answer(c.req.param("token"), async (row) => {
      const given = await fieldOf(c.req.raw, "answer");
      if ((await providerAt(pages, row)) !== "sandbox") return closed(pages, row);
      const authentication = given === "confirmed" ? "confirmed" : "refused";
      return told(pages, row, await payWithTestCard(pages, row, undefined, authentication));
    }),
  );
  app.get("/checkout/:token/pay", (c) =>
    answer(c.req.param("token"), async (row) => {
      if (row.status === "completed") return redirect(await afterwards(pages, row));
      const external = await pages.providers.externalOf(pages.db, row.environmentId);
      if (!external || (await isClosed(pages, row))) return closed(pages, row);
      return redirect(await beginSession({ ...pages, external }, row, pages.urlOf(row.token)));
    }),
  );
  app.get("/checkout/:token/return", (c) =>
    answer(c.req.param("token"), async (row) => {
      const external = await pages.providers.externalOf(pages.db, row.environmentId);
      if (external && row.providerSession && row.status !== "completed") {
        const session = await external.readSession(row.providerSession);
        await applySession({ ...pages, external }, session, row.environmentId);
      }
      const now = await findCheckoutByToken(pages.db, row.token);
      return redirect(now?.status === "completed" ? await afterwards(pages, now) : pathOf(row));
    }),
  );
  app.get("/checkout/:token/done", (c) =>
    answer(c.req.param("token"), async (row) =>
      row.status === "completed" ? done(pages, row) : showCheckout(pages, row),
    ),
  );
}

async function providerAt({ db, providers }: CheckoutPages, { environmentId }: CheckoutRow) {
  const livemode = (await findEnvironment(db, environmentId)).kind === "live";
  return providerOf(providers, db, { environmentId, livemode });
}

async function isClosed({ db, clock }: CheckoutPages, row: CheckoutRow): Promise<boolean> {
  const now = clock.now(await findEnvironment(db, row.environmentId));
  return row.status !== "open" || row.expiresAt <= now || !(await isWanted(db, row));
}

/** Nobody is led on as if they had paid, where all that they paid went back. */
async function afterwards({ db }: CheckoutPages, row: CheckoutRow): Promise<string> {
  const own = `${pathOf(row)}/done`;
  return (await wentBack(db, row))?.isAll ? own : (row.successUrl ?? own);
}

async function done(pages: CheckoutPages, row: CheckoutRow): Promise<Response> {
  const back = await wentBack(pages.db, row);
  const { successUrl } = row;
  const onwards = successUrl ? ([`Continue to ${new URL(successUrl).host}`, successUrl] as const) : undefined;
  const said = back
    ? saidOf(back)
    : { title: "Thank you", text: "Everything is done; you can close this page." };
  return show(messagePage(said.title, said.text, await framed(pages, row), onwards), 200);
}

function saidOf({ isAll, paid, returned }: WentBack): { title: string; text: string } {
  const arrives = "It may take a few days to arrive.";
  return isAll
    ? {
        title: "Your money was refunded",
        text: `Nothing is owed for this any more. Your payment of ${paid} was refunded. ${arrives}`,
      }
    : {
        title: "Thank you",
        text: `Of your payment of ${paid}, ${returned} was refunded. ${arrives}`,
      };
}

async function showCheckout(pages: CheckoutPages, row: CheckoutRow, problem?: string): Promise<Response> {
  if (row.status === "completed") return redirect(await afterwards(pages, row));
  const provider = await providerAt(pages, row);
  if (provider === "manual" || (await isClosed(pages, row))) return closed(pages, row);
  const summary = await summarize(pages, row);
  if (provider === "sandbox")
    return show(sandboxPage(summary, pathOf(row), problem), problem ? 402 : 200, row);
  const { kind } = await findEnvironment(pages.db, row.environmentId);
  return show(providerPage(summary, pathOf(row), kind === "sandbox"), 200, row);
}

async function logo({ db }: CheckoutPages, row: CheckoutRow): Promise<Response> {
  const branding = await findBranding(db, row.environmentId);
  const found = branding && (await findLogo(db, branding));
  if (!found) return unknown();
  return new Response(new Uint8Array(found.data), {
    headers: {
      "content-type": found.contentType,
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=300",
      "referrer-policy": "no-referrer",
    },
  });
}

async function pay(pages: CheckoutPages, row: CheckoutRow, number: string): Promise<Response> {
  if ((await providerAt(pages, row)) !== "sandbox") return closed(pages, row);
  const card = testCardOf(number);
  if (!card && row.status === "open")
    return showCheckout(pages, row, "That is not a test card, and a sandbox accepts only test cards.");
  return told(pages, row, await payWithTestCard(pages, row, card, "none"));
}

async function told(pages: CheckoutPages, row: CheckoutRow, paid: PaidAtPage): Promise<Response> {
  switch (paid.status) {
    case "completed":
      return redirect(await afterwards(pages, paid.checkout));
    case "authentication_required":
      return redirect(`${pathOf(row)}/authentication`);
    case "failed":
      return showCheckout(pages, row, paid.message);
    case "closed":
      return closed(pages, row);
  }
}

async function fieldOf(request: Request, name: string): Promise<string> {
  const bytes = await readBytes(request);
  return new URLSearchParams(Buffer.from(bytes).toString("utf8")).get(name) ?? "";
}
