/** Amounts, quantities, dates and addresses as a document prints them: exact, and in UTC. Pure. */
import { decimalFromScaled, minorUnitDigits } from "@farthing/contract";
import { addMs, type PaperSize } from "../../platform/index.js";
import type { BrandingRow } from "../../tenancy/index.js";
import type { BillTo } from "../schema.js";
import type { PrintedParty } from "./document.js";

const LOCALE = "en-US";
const NANO_DIGITS = 9;

/** As many decimals as the currency has, and more where the amount has them: a unit price below a cent is not rounded. */
export function moneyText(nanos: bigint, currency: string): string {
  const format = new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: minorUnitDigits(currency),
    maximumFractionDigits: NANO_DIGITS,
  });
  return exactly(format, decimalFromScaled(nanos, NANO_DIGITS)).replace("-", "−");
}

export const quantityText = (nanoUnits: bigint): string =>
  exactly(
    new Intl.NumberFormat(LOCALE, { maximumFractionDigits: NANO_DIGITS }),
    decimalFromScaled(nanoUnits, NANO_DIGITS),
  );

export const countText = (count: bigint): string => new Intl.NumberFormat(LOCALE).format(count);

/** Decimal text is formatted digit by digit; as a number it would be cut to what a float holds. */
const exactly = (format: Intl.NumberFormat, decimal: string): string =>
  format.format(decimal as Intl.StringNumericLiteral);

export const dateText = (date: Date): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(date);

/** Both days are inside; the end of a period is the moment after its last. */
export function periodText({ start, end }: { readonly start: Date; readonly end: Date }): string {
  const [first, last] = [dateText(start), dateText(addMs(end, -1))];
  return first === last ? first : `${first} – ${last}`;
}

type Address = NonNullable<BrandingRow["address"]>;

function addressLines({ line1, line2, city, state, region, postalCode, country }: Address): string[] {
  const place = [postalCode, city].filter(Boolean).join(" ");
  const area = state ?? region;
  const name = new Intl.DisplayNames("en", { type: "region", fallback: "code" }).of(country) ?? country;
  return [line1, line2, area ? `${place}, ${area}` : place, name].filter((line) => line !== undefined);
}

/** Undefined where there is nothing to say of them: no empty box stands on the document. */
export function sellerText(branding: BrandingRow | undefined): PrintedParty | undefined {
  if (!branding) return;
  const { legalName, address, taxId, email, website } = branding;
  const lines = [
    ...(address ? addressLines(address) : []),
    ...(taxId ? [`Tax ID ${taxId}`] : []),
    ...[email, website].filter((line) => line !== null),
  ];
  return legalName || lines.length > 0 ? { name: legalName ?? "", lines } : undefined;
}

export function buyerText({ fullName, email, externalId, taxDocument, address }: BillTo): PrintedParty {
  const name = fullName ?? email ?? externalId ?? "Customer";
  return {
    name,
    lines: [
      ...(address ? addressLines(address) : []),
      ...(taxDocument ? [`Tax ID ${taxDocument}`] : []),
      ...(email && email !== name ? [email] : []),
    ],
  };
}

/** Countries that print on Letter; ISO 216 has the others. */
const LETTER = new Set([
  "US",
  "CA",
  "MX",
  "PH",
  "CL",
  "CO",
  "VE",
  "CR",
  "PA",
  "GT",
  "SV",
  "NI",
  "HN",
  "DO",
  "PR",
]);

/** Whoever gets the document prints it; where that is not known, whoever sends it. */
export function paperSize(buyer: BillTo, seller: BrandingRow | undefined): PaperSize {
  const country = buyer.address?.country ?? seller?.address?.country;
  return country !== undefined && LETTER.has(country) ? "LETTER" : "A4";
}
