/** What other packages (the command line, tests, the bench) may use of the server. */
export { type Application, createApplication } from "./app.js";
export {
  type ArchiveChunk,
  type ArchiveOptions,
  type ArchiveResult,
  archivedThrough,
  archiveLines,
  databaseName,
  holdArchiving,
} from "./archiving/index.js";
export { Catalogs, type LedgerVerification, OpenSubscriptions, verifyLedger } from "./charging/index.js";
export { lockKnownAccounts, saveAccounts } from "./ledger/index.js";
export { addRollups, findKnownKeys } from "./metering/index.js";
export { createModelPricing, syncCatalog } from "./models/index.js";
export { openForCommand } from "./open-database.js";
export * from "./platform/index.js";
export { prepareDatabase } from "./prepare-database.js";
export { readSandboxKey } from "./sandbox-key.js";
export { DEFAULT_SYNC_URL, readSettings, type Settings, SettingsError } from "./settings.js";
export { type RunningServer, startServer } from "./start-server.js";
export {
  createAuthenticator,
  createKeyFor,
  findOrganization,
  inviteOperator,
  linkPath,
  resetPassword,
} from "./tenancy/index.js";
