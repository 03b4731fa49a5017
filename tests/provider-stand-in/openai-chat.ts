import { allInput, type FullAnswer } from "./answer.js";
import { type Frame, frame, type Wire } from "./wire.js";

/** When everything here was created, in seconds: the same in each run. */
export const CREATED = 1_767_225_600;

/** OpenAI Chat Completions. Input counts include cached tokens, and come in the stream's last chunk. */
export const openaiChat: Wire = {
  body: (answer) => ({
    ...head(answer, "chat.completion"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.deltas.length > 0 ? answer.deltas.join("") : null,
          ...(answer.calls.length > 0 && { tool_calls: toolCalls(answer) }),
        },
        finish_reason: finishReason(answer),
      },
    ],
    ...usageField(answer),
  }),

  frames(answer) {
    const chunk = (delta: object, kind?: "delta", reason: string | null = null): Frame =>
      frame(
        {
          ...head(answer, "chat.completion.chunk"),
          choices: [{ index: 0, delta, finish_reason: reason }],
        },
        kind,
      );
    return [
      chunk({ role: "assistant", content: "" }),
      ...answer.deltas.map((content) => chunk({ content }, "delta")),
      ...toolCalls(answer).map((call, index) => chunk({ tool_calls: [{ index, ...call }] }, "delta")),
      chunk({}, undefined, finishReason(answer)),
      ...(answer.hasUsage
        ? [frame({ ...head(answer, "chat.completion.chunk"), choices: [], ...usageField(answer) })]
        : []),
      { text: "data: [DONE]\n\n", isDelta: false },
    ];
  },

  errorFrame: () => frame(openaiError(500)),
  errorBody: openaiError,
};

export function openaiError(status: number): object {
  const type = status === 429 ? "rate_limit_exceeded" : "server_error";
  return { error: { message: `Refused with ${status}`, type, param: null, code: type } };
}

function head(answer: FullAnswer, object: string): object {
  return { id: `chatcmpl-${answer.id}`, object, created: CREATED, model: answer.model };
}

function toolCalls(answer: FullAnswer): object[] {
  return answer.calls.map(({ id, name, input }) => ({
    id,
    type: "function",
    function: { name, arguments: input },
  }));
}

function finishReason(answer: FullAnswer): string {
  return answer.calls.length > 0 ? "tool_calls" : "stop";
}

function usageField(answer: FullAnswer): object {
  if (answer.rawUsage) return { usage: answer.rawUsage };
  if (!answer.hasUsage) return {};
  const { tokens } = answer;
  const input = allInput(tokens);
  const written = tokens.cacheWriteTokens + tokens.cacheWrite1hTokens;
  return {
    usage: {
      prompt_tokens: input,
      completion_tokens: tokens.outputTokens,
      total_tokens: input + tokens.outputTokens,
      prompt_tokens_details: {
        cached_tokens: tokens.cacheReadTokens,
        ...(written > 0 && { cache_write_tokens: written }),
      },
      completion_tokens_details: { reasoning_tokens: tokens.reasoningTokens },
    },
  };
}
