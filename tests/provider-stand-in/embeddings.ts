import { allInput, type FullAnswer } from "./answer.js";
import { openaiError } from "./openai-chat.js";
import type { Wire } from "./wire.js";

/** Three numbers, the same for every text. */
const VECTOR = [0.25, 0.5, 0.75];

/** OpenAI embeddings, for as many texts as were sent. */
export function openaiEmbeddings(texts: number): Wire {
  return {
    body: (answer) => ({
      object: "list",
      model: answer.model,
      data: Array.from({ length: texts }, (_, index) => ({ object: "embedding", index, embedding: VECTOR })),
      ...usageField(answer),
    }),
    frames: () => [],
    errorFrame: () => ({ text: "", isDelta: false }),
    errorBody: openaiError,
  };
}

function usageField(answer: FullAnswer): object {
  if (answer.rawUsage) return { usage: answer.rawUsage };
  if (!answer.hasUsage) return {};
  const input = allInput(answer.tokens);
  return { usage: { prompt_tokens: input, total_tokens: input } };
}
