/** What an event of the workload is to a program that writes rows itself: ids for names, and its cost worked out. */
import type { Bench } from "./bench.js";
import { type Consumed, featureIds } from "./columns.js";
import type { Population } from "./population.js";
import {
  AI_FEATURE,
  type BenchEvent,
  costNanosOf,
  FIXED_FEATURE,
  MARGIN_BASIS_POINTS,
  MODEL,
  NANOS_PER_RATE_UNIT,
  providerCostNanosOf,
  UNIT_PRICE_RATE,
} from "./workload.js";

export class Consumption {
  private constructor(
    private readonly population: Population,
    private readonly fixedFeatureId: string,
    private readonly aiFeatureId: string,
  ) {}

  static async prepare({
    instance,
    population,
  }: Pick<Bench, "instance" | "population">): Promise<Consumption> {
    const ids = await featureIds(instance.db);
    return new Consumption(population, ids.get(FIXED_FEATURE)!, ids.get(AI_FEATURE)!);
  }

  of(event: BenchEvent): Consumed {
    const { prices, pricedModel, modelPriceId } = this.population;
    const costNanos = costNanosOf(event, prices);
    const providerCostNanos = providerCostNanosOf(event, prices);
    if (event.kind === "fixed") {
      return {
        featureId: this.fixedFeatureId,
        quantity: event.value,
        unitPriceNanos: BigInt(UNIT_PRICE_RATE) * NANOS_PER_RATE_UNIT,
        model: null,
        pricedModel: null,
        modelPriceId: null,
        inputTokens: null,
        outputTokens: null,
        cacheReadTokens: null,
        marginBasisPoints: null,
        costNanos,
        providerCostNanos,
      };
    }
    return {
      featureId: this.aiFeatureId,
      quantity: null,
      unitPriceNanos: null,
      model: MODEL,
      pricedModel,
      modelPriceId,
      inputTokens: event.inputTokens,
      outputTokens: event.outputTokens,
      cacheReadTokens: event.cacheReadTokens,
      marginBasisPoints: MARGIN_BASIS_POINTS,
      costNanos,
      providerCostNanos,
    };
  }
}
