import { readEagerly } from "./eager-stream.js";
import { MeteredCall, type Outcome } from "./metered-call.js";
import { vendorOf } from "./model-name.js";
import type { Settings } from "./options.js";
import { fromAiSdk } from "./pools/ai-sdk.js";
import { responseModelOf } from "./response-model.js";
import { fieldsOf } from "./shape.js";
import type { StepKeys } from "./step-keys.js";
import { StreamMeter } from "./stream-meter.js";

/** What is needed of a language model. The same in specs v2, v3 and v4; only shapes of usage differ. */
export interface LanguageModel {
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: unknown): PromiseLike<unknown>;
  doStream(options: unknown): PromiseLike<{ stream: ReadableStream<unknown> }>;
}

/** The model's two calls, metered. What they give back is what the model gave. */
export function meterLanguageModel(model: LanguageModel, settings: Settings, keys: StepKeys) {
  const provider = `${vendorOf(model)} ${model.provider}`;
  return {
    async doGenerate(callOptions: unknown): Promise<unknown> {
      const call = new MeteredCall(model, settings, keys.take());
      let result: unknown;
      try {
        result = await model.doGenerate(callOptions);
      } catch (error) {
        call.settle({ kind: "unanswered" });
        throw error;
      }
      call.settle(measure(result, provider));
      await call.reported();
      return result;
    },

    async doStream(callOptions: unknown): Promise<unknown> {
      const call = new MeteredCall(model, settings, keys.take());
      // Raw chunks are where a provider tells usage before its end, which a cut stream never reaches.
      const wantsRaw = fieldsOf(callOptions)?.includeRawChunks === true;
      let result: { stream: ReadableStream<unknown> };
      try {
        result = await model.doStream({ ...fieldsOf(callOptions), includeRawChunks: true });
      } catch (error) {
        call.settle({ kind: "unanswered" });
        throw error;
      }
      const meter = new StreamMeter({ call, provider, callOptions, onAbort: settings.onAbort });
      const stream = readEagerly(result.stream, {
        shows: (part) => wantsRaw || fieldsOf(part)?.type !== "raw",
        saw: (part) => meter.see(part),
        ended() {
          meter.ended();
          return call.reported();
        },
        failed(error) {
          meter.failed(isAbort(error, callOptions));
          return call.reported();
        },
        cancelled() {
          meter.cancelled();
          return call.reported();
        },
      });
      return { ...result, stream };
    },
  };
}

function measure(result: unknown, provider: string): Outcome {
  const responseModel = responseModelOf(result);
  const { usage, providerMetadata } = fieldsOf(result) ?? {};
  try {
    const pools = fromAiSdk(fieldsOf(usage), { provider, providerMetadata });
    return { kind: "measured", pools, responseModel };
  } catch (error) {
    return { kind: "unmeasurable", error, responseModel };
  }
}

function isAbort(error: unknown, callOptions: unknown): boolean {
  return (
    fieldsOf(fieldsOf(callOptions)?.abortSignal)?.aborted === true || fieldsOf(error)?.name === "AbortError"
  );
}
