export { Catalogs } from "./catalogs.js";
export { Charger } from "./charge.js";
export { CustomerIds } from "./customer-ids.js";
export type { ReadSeatAccess } from "./feature-access.js";
export { ChargeMetrics } from "./metrics.js";
export { OpenSubscriptions } from "./open-subscriptions.js";
export type { PastPeriod } from "./past-plan.js";
export { chargingEndpoints } from "./routes.js";
export {
  firstBrokenCharge,
  type LedgerVerification,
  type ReadPrices,
  verifyLedger,
} from "./verify-ledger.js";
