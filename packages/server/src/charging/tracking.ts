/** What the routes of charging work with: one of each per process. */
import type { UsageTimes } from "../metering/index.js";
import type { Charger } from "./charge.js";
import type { CustomerIds } from "./customer-ids.js";

export interface Tracking {
  readonly charger: Charger;
  readonly customerIds: CustomerIds;
  readonly usageTimes: UsageTimes;
}
