/** The platform: database, HTTP kit, clock, ids, errors, log. It knows no word of the domain. */
export * from "./clock.js";
export * from "./db/batch-writer.js";
export * from "./db/columns.js";
export * from "./db/database.js";
export * from "./db/embedded-postgres.js";
export * from "./db/faults.js";
export * from "./db/migrate.js";
export * from "./errors.js";
export * from "./http/endpoint.js";
export * from "./http/openapi.js";
export * from "./http/pages.js";
export * from "./http/server.js";
export * from "./http/validate.js";
export * from "./idempotency/once-for-key.js";
export { forget as forgetIdempotentRequests } from "./idempotency/store.js";
export * from "./ids.js";
export * from "./log.js";
