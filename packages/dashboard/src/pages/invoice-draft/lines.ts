/** Lines as they are typed: an amount, or so many of what has a price. */
import type { Schemas } from "../../api/schemas";
import { rateFromTyped, settlementFromTyped, typedFromRate, typedFromSettlement } from "../../money/money";
import { FieldError } from "../../parts/form";

export interface TypedLine {
  /** Of the form alone. */
  readonly key: number;
  readonly description: string;
  /** Empty: `amount` is of the line, and not of one. */
  readonly quantity: string;
  readonly amount: string;
}

export type SentLine = NonNullable<Schemas["CreateInvoice"]["lines"]>[number];

let keys = 0;
export const emptyLine = (): TypedLine => ({ key: ++keys, description: "", quantity: "", amount: "" });

export const typedFromLine = (
  { description, quantity, unitPrice, amount }: Schemas["InvoiceLine"],
  currency: string,
): TypedLine =>
  quantity === null || unitPrice === null
    ? { ...emptyLine(), description, amount: typedFromSettlement(amount, currency) }
    : { ...emptyLine(), description, quantity: String(quantity), amount: typedFromRate(unitPrice) };

/** As the server names the fields of a line. */
export const lineField = (index: number, name: string): string => `lines[${index}].${name}`;

/** @throws FieldError naming the field as the server would */
export function lineFromTyped(
  { description, quantity, amount }: TypedLine,
  index: number,
  currency: string,
): SentLine {
  const at = (field: string) => lineField(index, field);
  if (!description.trim()) throw new FieldError(at("description"), "Enter a description.");
  const named = { description: description.trim() };
  if (quantity.trim() === "") {
    const typed = settlementFromTyped(amount, currency);
    if (typed === undefined) throw new FieldError(at("amount"), "Enter an amount, such as 25.00 or -5.00.");
    return { ...named, amount: typed };
  }
  if (!/^\d{1,12}(?:\.\d{1,9})?$/.test(quantity.trim()))
    throw new FieldError(at("quantity"), "Enter a number, such as 3 or 1.5.");
  const unitPrice = rateFromTyped(amount);
  if (unitPrice === undefined || unitPrice < 0)
    throw new FieldError(at("amount"), "Enter the unit price, such as 0.05.");
  return { ...named, quantity: Number(quantity.trim()), unitPrice };
}
