/** What differs in the bodies that Commet clients send, by operation. What is not named here goes on as it came. */
import { CreateSubscription } from "@farthing/contract";
import { type Fields, isFields, renamed, without } from "./fields.js";
import { freshTokens, type Notes } from "./inclusive-tokens.js";
import type { Place } from "./moved-paths.js";
import { pathPattern } from "./path-pattern.js";

type Translate = (fields: Fields, notes: Notes) => Fields;
interface Row {
  readonly method: string;
  readonly pattern: RegExp;
  readonly translate: Translate;
}

const row = (method: string, path: string, translate: Translate): Row => ({
  method,
  pattern: pathPattern(path),
  translate,
});

const IN_ALL: readonly Row[] = [
  row("POST", "/usage/events", (event, notes) => freshTokens(event, "", notes)),
  row("POST", "/usage/check", (event, notes) => freshTokens(event, "", notes)),
  row("POST", "/usage/events/batch", (batch, notes) =>
    withEach(batch, "events", (event, i) => freshTokens(event, `events[${i}].`, notes)),
  ),
];

const IN_ENVELOPED: readonly Row[] = [
  row("POST", "/customers", withEmail),
  row("PATCH", "/customers/{id}", withEmail),
  row("POST", "/customers/batch", (batch) => withEach(batch, "customers", withEmail)),
  row("POST", "/plans/{id}/features", (feature) => withoutIdle(withOverage(feature), ["overage"])),
  // Sent along with margin or price to say which of the two is meant; the API knows, and refuses the wrong one.
  row("PATCH", "/plans/{id}/features/{featureId}", (feature) =>
    without(withOverage(feature), ["pricingMode"]),
  ),
  row("POST", "/plans/{id}/prices", (price) => withoutIdle(withAmount(price), INTRO_OFFER)),
  row("PATCH", "/plans/{id}/prices/{priceId}", (price) => withoutIdle(price, INTRO_OFFER)),
  row("POST", "/invoices", (invoice) => withSignedLine(invoice)),
  row("POST", "/subscriptions", (subscription) =>
    without(withoutIdle(subscription, ["initialSeats"]), checkoutFields),
  ),
];

/** Takes the place in the API, after the move. */
export function translateFields(fields: Fields, place: Place, enveloped: boolean, notes: Notes): Fields {
  const rows = enveloped ? [...IN_ALL, ...IN_ENVELOPED] : IN_ALL;
  const found = rows.find(({ method, pattern }) => method === place.method && pattern.test(place.path));
  return found ? found.translate(fields, notes) : fields;
}

const INTRO_OFFER = [
  "introOffer",
  "introOfferEnabled",
  "introOfferDiscountType",
  "introOfferDiscountValue",
  "introOfferDurationCycles",
];

/** They say how a checkout goes, so they mean nothing as long as the API opens none. */
const checkoutFields = ["successUrl", "provider"].filter((name) => !(name in CreateSubscription.shape));

/** An amount below zero is a credit: in the API that is a line's. */
function withSignedLine(invoice: Fields): Fields {
  const { amount, description, lines } = invoice;
  if (typeof amount !== "number" || amount >= 0 || lines !== undefined) return invoice;
  return { ...without(invoice, ["amount"]), lines: [{ description, amount }] };
}

function withEmail(customer: Fields): Fields {
  return renamed(customer, "billingEmail", "email");
}

/** These clients may leave an amount out that is 0; to all others the API says that it is missing. */
const withAmount = (price: Fields): Fields => ("price" in price ? price : { ...price, price: 0 });

function withOverage(feature: Fields): Fields {
  const { overageEnabled: enabled, overageUnitPrice: unitPrice, ...rest } = feature;
  if ((enabled === undefined && unitPrice === undefined) || rest.overage !== undefined) return feature;
  return {
    ...rest,
    overage: {
      ...(enabled === undefined ? {} : { enabled }),
      ...(unitPrice === undefined ? {} : { unitPrice }),
    },
  };
}

function withEach(fields: Fields, name: string, translate: (item: Fields, index: number) => Fields): Fields {
  const items = fields[name];
  if (!Array.isArray(items)) return fields;
  return { ...fields, [name]: items.map((item, i) => (isFields(item) ? translate(item, i) : item)) };
}

/** Leaves out what asks for nothing, as a typed client must say it; what asks for something is the API's to judge. */
const withoutIdle = (fields: Fields, names: readonly string[]): Fields =>
  without(
    fields,
    names.filter((name) => isIdle(fields[name])),
  );

const isIdle = (value: unknown): boolean =>
  isFields(value)
    ? Object.values(value).every(isIdle)
    : value === undefined || value === null || value === false || value === 0;
