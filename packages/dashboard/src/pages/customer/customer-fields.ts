/** A customer as it is typed, and what of it was changed. */
import type { Schemas } from "../../api/schemas";
import { FieldError } from "../../parts/form";

type Customer = Schemas["Customer"];
type Address = NonNullable<Customer["address"]>;

export const TEXTS = ["fullName", "email", "externalId", "taxDocument", "timezone"] as const;
export const ADDRESS = ["line1", "line2", "postalCode", "city", "state", "region", "country"] as const;

type AddressField = (typeof ADDRESS)[number];
type Field = (typeof TEXTS)[number] | `address.${AddressField}` | "metadata";
/** As the server names fields where it finds fault. */
export type TypedCustomer = Readonly<Record<Field, string>>;

export const addressField = (name: AddressField): `address.${AddressField}` => `address.${name}`;

export function typedOf(customer: Customer): TypedCustomer {
  const { metadata, address } = customer;
  return Object.fromEntries([
    ...TEXTS.map((name) => [name, customer[name] ?? ""]),
    ...ADDRESS.map((name) => [addressField(name), address?.[name] ?? ""]),
    ["metadata", metadata && Object.keys(metadata).length > 0 ? JSON.stringify(metadata, null, 2) : ""],
  ]) as TypedCustomer;
}

/**
 * What is to be sent: fields that were changed alone, null for what was emptied. Undefined where nothing was.
 * @throws FieldError where metadata is no JSON
 */
export function changesOf(
  customer: Customer,
  typed: TypedCustomer,
): Omit<Schemas["UpdateCustomer"], "id"> | undefined {
  const before = typedOf(customer);
  const isChanged = (name: Field): boolean => typed[name].trim() !== before[name];
  const changes = {
    ...Object.fromEntries(TEXTS.filter(isChanged).map((name) => [name, typed[name].trim() || null])),
    ...(ADDRESS.some((name) => isChanged(addressField(name))) ? { address: addressOf(typed) } : {}),
    ...(isChanged("metadata") ? { metadata: metadataOf(typed.metadata) } : {}),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}

/** The server says which of it is missing. */
function addressOf(typed: TypedCustomer): Address | null {
  const parts = ADDRESS.map((name) => [name, typed[addressField(name)].trim()] as const).filter(
    ([, text]) => text,
  );
  if (parts.length === 0) return null;
  const address = Object.fromEntries(parts) as Partial<Address>;
  return { ...address, ...(address.country ? { country: address.country.toUpperCase() } : {}) } as Address;
}

function metadataOf(text: string): Schemas["UpdateCustomer"]["metadata"] {
  if (!text.trim()) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new FieldError("metadata", 'Enter an object of JSON, such as {"team": "growth"}.');
  return parsed as Schemas["UpdateCustomer"]["metadata"];
}
