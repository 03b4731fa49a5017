import { type EmbeddingModel, meterEmbeddingModel } from "./embedding-model.js";
import { type LanguageModel, meterLanguageModel } from "./language-model.js";
import { settingsOf, type TrackedOptions } from "./options.js";
import { overlay } from "./overlay.js";
import { fieldsOf } from "./shape.js";
import { StepKeys } from "./step-keys.js";

type Method = (options: never) => PromiseLike<unknown>;

interface Model {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
}

/** A language or embedding model of a provider's package, for AI SDK 5, 6 or 7. */
export type TrackableModel =
  | (Model & { doGenerate: Method; doStream: Method })
  | (Model & { doEmbed: Method });

const SPECS = ["v2", "v3", "v4"];

/**
 * Wraps a model so that each call to its provider is reported as one usage event. The wrapped model has the type
 * that went in, gives the same results, and fails only where the model itself does.
 *
 *     const model = tracked(anthropic("claude-sonnet-4-20250514"), { client, feature: "chat", customerId });
 *     const { text } = await generateText({ model, prompt });
 *
 * A tool loop of three steps makes three provider calls, and so three events. Attempts that fail before the
 * provider answers make none.
 *
 * @param model An object, as a provider's package makes it: `anthropic("…")`, `openai.embedding("…")`.
 * @throws TypeError for a string or anything else that is not such a model, and for options that cannot work.
 */
export function tracked<M extends TrackableModel>(model: M, options: TrackedOptions): M {
  refuseOthers(model);
  const settings = settingsOf(options);
  const keys = new StepKeys(settings.idempotencyKey);
  return overlay(
    model,
    "doEmbed" in model
      ? meterEmbeddingModel(model as unknown as EmbeddingModel, settings, keys)
      : meterLanguageModel(model as unknown as LanguageModel, settings, keys),
  );
}

function refuseOthers(model: unknown): void {
  if (typeof model === "string")
    throw new TypeError(
      `tracked() needs a model object, not the id "${model}": pass a model object from a provider's package, ` +
        `such as anthropic("claude-sonnet-4-20250514"), or gateway("${model}")`,
    );
  const { specificationVersion, provider, modelId, doGenerate, doStream, doEmbed } = fieldsOf(model) ?? {};
  const isNamed = typeof provider === "string" && typeof modelId === "string";
  const isCallable =
    typeof doEmbed === "function" || (typeof doGenerate === "function" && typeof doStream === "function");
  if (!isNamed || !isCallable)
    throw new TypeError("tracked() needs a language or embedding model object from a provider's package");
  if (!SPECS.includes(specificationVersion as string))
    throw new TypeError(
      `tracked() knows models of specification ${SPECS.join(", ")} (AI SDK 5, 6 and 7), not ` +
        `${String(specificationVersion)}`,
    );
}
