export { Catalogs } from "./catalogs.js";
export { Charger } from "./charge.js";
export { CustomerIds } from "./customer-ids.js";
export { ChargeMetrics } from "./metrics.js";
export { chargingEndpoints } from "./routes.js";
export { type LedgerVerification, verifyLedger } from "./verify-ledger.js";
