import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { time, typeId } from "../platform/index.js";
import type { Address, Metadata } from "./customer.js";

export const customers = pgTable("customers", {
  id: typeId("id", "cus").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  externalId: text("external_id"),
  email: text("email"),
  fullName: text("full_name"),
  taxDocument: text("tax_document"),
  timezone: text("timezone"),
  address: jsonb("address").$type<Address>(),
  metadata: jsonb("metadata").$type<Metadata>(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});
