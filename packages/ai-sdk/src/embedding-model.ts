import { UsageMissingError } from "./errors.js";
import { MeteredCall, type Outcome } from "./metered-call.js";
import type { Settings } from "./options.js";
import { count, toPools } from "./pools/pools.js";
import { responseModelOf } from "./response-model.js";
import { fieldsOf } from "./shape.js";
import type { StepKeys } from "./step-keys.js";

/** What is needed of an embedding model. The same in specs v2, v3 and v4. */
export interface EmbeddingModel {
  readonly provider: string;
  readonly modelId: string;
  doEmbed(options: unknown): PromiseLike<unknown>;
}

/** The model's call, metered. What it gives back is what the model gave. */
export function meterEmbeddingModel(model: EmbeddingModel, settings: Settings, keys: StepKeys) {
  return {
    async doEmbed(callOptions: unknown): Promise<unknown> {
      const call = new MeteredCall(model, settings, keys.take());
      let result: unknown;
      try {
        result = await model.doEmbed(callOptions);
      } catch (error) {
        call.settle({ kind: "unanswered" });
        throw error;
      }
      call.settle(measure(result));
      await call.reported();
      return result;
    },
  };
}

function measure(result: unknown): Outcome {
  const responseModel = responseModelOf(result);
  const usage = fieldsOf(fieldsOf(result)?.usage);
  try {
    const tokens = count(usage, "tokens");
    if (tokens === undefined) throw new UsageMissingError("The embedding's usage has no tokens", usage);
    return { kind: "measured", pools: toPools({ fresh: tokens, output: 0 }, usage), responseModel };
  } catch (error) {
    return { kind: "unmeasurable", error, responseModel };
  }
}
