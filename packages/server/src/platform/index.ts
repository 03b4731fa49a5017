/** The platform: database, HTTP kit, outbox, metrics, clock, ids, errors, log. It knows no word of the domain. */
export * from "./bigints.js";
export * from "./clock.js";
export * from "./db/arrays.js";
export * from "./db/batch-writer.js";
export { beforeCommit, doLastNow } from "./db/before-commit.js";
export * from "./db/columns.js";
export { CopyRows } from "./db/copy.js";
export * from "./db/database.js";
export * from "./db/embedded-postgres.js";
export { isOutage, isRetryable, isStatementTimeout, isUniqueViolation } from "./db/faults.js";
export { GroupQueue, type GroupSettled } from "./db/group-queue.js";
export * from "./db/hold-folder.js";
export * from "./db/migrate.js";
export { takenBack } from "./db/taken-back.js";
export {
  insertTogether,
  type Many,
  oncePer,
  sideBySide,
  together,
  updateTogether,
} from "./db/together.js";
export { wideRead } from "./db/wide-read.js";
export * from "./errors.js";
export * from "./http/admission.js";
export { MAX_BODY_BYTES, parseJson, readBytes, readStream } from "./http/body.js";
export * from "./http/docs.js";
export * from "./http/endpoint.js";
export * from "./http/health.js";
export * from "./http/openapi.js";
export * from "./http/pages.js";
export { createPeerOf, isNetwork, isOverHttps, type PeerOf } from "./http/peer.js";
export { RateLimit } from "./http/rate-limit.js";
export * from "./http/server.js";
export * from "./http/static-files.js";
export * from "./http/validate.js";
export * from "./idempotency/once-for-key.js";
export { forget as forgetIdempotentRequests } from "./idempotency/store.js";
export * from "./ids.js";
export * from "./jobs/jobs.js";
export * from "./log.js";
export * from "./mail/mailer.js";
export * from "./metrics/connections.js";
export * from "./metrics/database-pool.js";
export * from "./metrics/endpoint.js";
export * from "./metrics/metrics.js";
export { type News, publish, publishAt } from "./outbox/publish.js";
export type { NewsRow } from "./outbox/schema.js";
export {
  findNews,
  forgetNews,
  newsByIds,
  newsIdsAfter,
  pageOfNews,
  takeNews,
} from "./outbox/store.js";
export * from "./pdf/pdf.js";
export * from "./secrets.js";
