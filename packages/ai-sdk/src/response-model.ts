import { fieldsOf, textOf } from "./shape.js";

/**
 * The model that answered: where the AI SDK says it, else where the provider's own body does (`modelVersion` at
 * Google, `model` in embeddings).
 */
export function responseModelOf(result: unknown): string | undefined {
  const response = fieldsOf(fieldsOf(result)?.response);
  const body = fieldsOf(response?.body);
  return textOf(response?.modelId) ?? textOf(body?.modelVersion) ?? textOf(body?.model);
}
