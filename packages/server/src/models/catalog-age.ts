/** How old the model catalog is: prices that nobody refreshes drift away from what providers ask. */
import { type Clock, type Db, type Metrics, readGauge, withinTime } from "../platform/index.js";
import { readCatalogTime } from "./store.js";

/** Where the database does not answer the gauge is missing, as it is before the first list was loaded. */
export function observeCatalogAge(metrics: Metrics, db: Db, clock: Clock): void {
  readGauge(
    metrics,
    "farthing_catalog_age_seconds",
    "Seconds since the model catalog was last synced, or loaded if it was never synced.",
    async () => {
      const at = await withinTime(readCatalogTime(db)).catch(() => undefined);
      return at && Math.max(0, (clock.real().getTime() - at.getTime()) / 1_000);
    },
  );
}
