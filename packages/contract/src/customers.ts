/** Customers: who is billed. */
import { z } from "zod";
import {
  answeredTime,
  cursorQuery,
  idList,
  idSchema,
  listOf,
  metadata,
  orNull,
  resource,
  text,
} from "./primitives.js";

/** Asks `Intl` for the zone itself: the list it gives out leaves aliases out, among them Asia/Kolkata. */
function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

export const address = z
  .strictObject({
    line1: text(200),
    line2: text(200).optional(),
    city: text(100),
    state: text(100).optional(),
    postalCode: text(20),
    country: z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 country code such as US"),
    region: text(100).optional(),
  })
  .meta({ id: "Address" });

const email = z.email().max(254);
const fullName = text(200);
const taxDocument = text(64);
const timezone = text(64).refine(isTimezone, "must be an IANA timezone such as Europe/Berlin");

export const CreateCustomer = z
  .strictObject({
    id: text(255).optional().meta({
      description: "Your own id. Creating the same id again returns the existing customer.",
    }),
    externalId: text(255).optional().meta({ description: "The same as `id`; send one of them" }),
    email: email.optional(),
    fullName: fullName.optional(),
    taxDocument: taxDocument.optional(),
    timezone: timezone.optional(),
    metadata: metadata.optional(),
    address: address.optional(),
  })
  .refine((body) => body.id === undefined || body.externalId === undefined || body.id === body.externalId, {
    path: ["externalId"],
    message: "must be the same as id, or left out",
  })
  .meta({ id: "CreateCustomer" });

export const UpdateCustomer = z
  .strictObject({
    externalId: text(255).nullable().optional(),
    email: email.nullable().optional(),
    fullName: fullName.nullable().optional(),
    taxDocument: taxDocument.nullable().optional(),
    timezone: timezone.nullable().optional(),
    metadata: metadata.nullable().optional(),
    address: orNull(address).optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({
    id: "UpdateCustomer",
    description: "Fields that are left out keep their value; null clears a field",
  });

export const CreateCustomerBatch = z
  .strictObject({ customers: z.array(z.unknown()).min(1).max(100) })
  .meta({ id: "CreateCustomerBatch", description: "1 to 100 customers; each succeeds or fails on its own" });

export const Customer = z
  .object({
    ...resource("customer"),
    id: idSchema("cus"),
    externalId: z.string().nullable(),
    email: z.string().nullable(),
    fullName: z.string().nullable(),
    taxDocument: z.string().nullable(),
    timezone: z.string().nullable(),
    metadata: metadata.nullable(),
    address: orNull(address),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Customer" });

export const CustomerBatch = z
  .object({
    ...resource("customer_batch"),
    successful: z.array(Customer),
    failed: z.array(
      z.object({
        index: z.int(),
        error: z.object({ code: z.string(), message: z.string(), param: z.string().optional() }),
        data: z.unknown(),
      }),
    ),
  })
  .meta({ id: "CustomerBatch" });

const MOST_IDS = 100;

export const ListCustomers = z.strictObject({
  ...cursorQuery,
  externalId: text(255).optional(),
  ids: idList("cus", MOST_IDS).optional(),
  search: text(200)
    .optional()
    .meta({ description: "Part of the name, e-mail or external id, or a complete id" }),
});
export const CustomerList = listOf(Customer).meta({ id: "CustomerList" });

/** For lists of something else, whose rows say whose they are. */
export const ReadCustomerNames = z.strictObject({ ids: idList("cus", MOST_IDS) });
export const CustomerName = Customer.pick({ id: true, externalId: true, email: true, fullName: true }).meta({
  id: "CustomerName",
});
export const CustomerNames = z
  .object({
    ...resource("customer_names"),
    data: z.array(CustomerName).meta({ description: "The customers that exist, in no particular order" }),
  })
  .meta({ id: "CustomerNames" });
