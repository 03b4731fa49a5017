/** Plans and prices as steps need them, kept in memory under the version that each transaction reads. */
import { readVersions } from "../../models/index.js";
import { loadPlanConfig, type PlanConfig } from "../../plans/index.js";
import type { Db, Id } from "../../platform/index.js";

export class PlanConfigs {
  readonly #known = new Map<Id<"env">, { version: bigint; config: PlanConfig }>();

  async of(tx: Db, environmentId: Id<"env">): Promise<PlanConfig> {
    const { configVersion } = await readVersions(tx, environmentId);
    const known = this.#known.get(environmentId);
    if (known?.version === configVersion) return known.config;
    const config = await loadPlanConfig(tx, environmentId);
    this.#known.set(environmentId, { version: configVersion, config });
    return config;
  }
}
