import { pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytea, time, typeId } from "../db/columns.js";

/** One row per `Idempotency-Key` of an environment, kept 24 hours. */
export const idempotentRequests = pgTable(
  "idempotent_requests",
  {
    environmentId: typeId("environment_id", "env").notNull(),
    keyDigest: uuid("key_digest").notNull(),
    fingerprint: bytea("fingerprint").notNull(),
    /** null while the request is being worked on. */
    status: smallint("status"),
    answer: text("answer"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.environmentId, table.keyDigest] })],
);
