import { allInput, type FullAnswer } from "./answer.js";
import { frame, type Wire } from "./wire.js";

/** Google Gemini. Each chunk tells the usage up to it; prompts include cached tokens, candidates no thoughts. */
export const google: Wire = {
  body: (answer) => chunk(answer, parts(answer), answer.tokens.outputTokens, "STOP"),

  frames(answer) {
    const all = parts(answer);
    const frames = all.map((part, index) =>
      frame(chunk(answer, [part], outputAfter(answer, index + 1, all.length)), "delta"),
    );
    return [...frames, frame(chunk(answer, [{ text: "" }], answer.tokens.outputTokens, "STOP"))];
  },

  errorFrame: () => frame(googleError(500)),
  errorBody: googleError,
};

function googleError(code: number): object {
  const status = code === 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL";
  return { error: { code, message: `Refused with ${code}`, status } };
}

function parts(answer: FullAnswer): object[] {
  return [
    ...(answer.reasoning === undefined ? [] : [{ text: answer.reasoning, thought: true }]),
    ...answer.deltas.map((text) => ({ text })),
    ...answer.calls.map(({ name, input }) => ({
      functionCall: { name, args: JSON.parse(input) as object },
    })),
  ];
}

/** All output tokens up to and with the n-th of so many parts: thoughts first, then in equal shares. */
export function outputAfter(answer: Pick<FullAnswer, "tokens">, n: number, of: number): number {
  const { outputTokens, reasoningTokens } = answer.tokens;
  return reasoningTokens + Math.floor(((outputTokens - reasoningTokens) * n) / of);
}

function chunk(answer: FullAnswer, ofContent: object[], output: number, finishReason?: string): object {
  return {
    candidates: [
      {
        content: { parts: ofContent, role: "model" },
        index: 0,
        ...(finishReason !== undefined && { finishReason }),
      },
    ],
    ...usageField(answer, output),
    modelVersion: answer.model,
    responseId: answer.id,
  };
}

function usageField(answer: FullAnswer, output: number): object {
  if (answer.rawUsage) return { usageMetadata: answer.rawUsage };
  if (!answer.hasUsage) return {};
  const { tokens } = answer;
  const { toolUseTokens, cacheReadTokens, reasoningTokens } = tokens;
  return {
    usageMetadata: {
      promptTokenCount: allInput(tokens) - toolUseTokens,
      candidatesTokenCount: output - reasoningTokens,
      totalTokenCount: allInput(tokens) + output,
      ...(toolUseTokens > 0 && { toolUsePromptTokenCount: toolUseTokens }),
      ...(cacheReadTokens > 0 && { cachedContentTokenCount: cacheReadTokens }),
      ...(reasoningTokens > 0 && { thoughtsTokenCount: reasoningTokens }),
    },
  };
}
