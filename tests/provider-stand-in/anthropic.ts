import type { FullAnswer } from "./answer.js";
import { type Frame, frame, type Wire } from "./wire.js";

/** Anthropic Messages. Input counts leave cached tokens out; the stream tells them before the first text. */
export const anthropic: Wire = {
  body: (answer) => ({
    ...message(answer),
    content: blocks(answer).map((block) => block.whole),
    stop_reason: stopReason(answer),
    stop_sequence: null,
    usage: usage(answer, answer.tokens.outputTokens),
  }),

  frames(answer) {
    const events: Frame[] = [
      event("message_start", {
        message: {
          ...message(answer),
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: usage(answer, answer.tokens.outputTokens === 0 ? 0 : 1),
        },
      }),
      event("ping", {}),
    ];
    blocks(answer).forEach(({ empty, deltas }, index) => {
      events.push(event("content_block_start", { index, content_block: empty }));
      for (const delta of deltas) events.push(event("content_block_delta", { index, delta }, "delta"));
      events.push(event("content_block_stop", { index }));
    });
    events.push(
      event("message_delta", {
        delta: { stop_reason: stopReason(answer), stop_sequence: null },
        usage: usage(answer, answer.tokens.outputTokens),
      }),
      event("message_stop", {}),
    );
    return events;
  },

  errorFrame: () => event("error", { error: { type: "overloaded_error", message: "Overloaded" } }),

  errorBody: (status) => ({
    type: "error",
    error: { type: status === 429 ? "rate_limit_error" : "api_error", message: `Refused with ${status}` },
  }),
};

function event(type: string, fields: object, kind?: "delta"): Frame {
  return frame({ type, ...fields }, kind, type);
}

function message(answer: FullAnswer): object {
  return { id: `msg_${answer.id}`, type: "message", role: "assistant", model: answer.model };
}

interface Block {
  whole: object;
  empty: object;
  deltas: object[];
}

function blocks(answer: FullAnswer): Block[] {
  const { reasoning } = answer;
  const thinking: Block[] =
    reasoning === undefined
      ? []
      : [
          {
            whole: { type: "thinking", thinking: reasoning, signature: "sig" },
            empty: { type: "thinking", thinking: "", signature: "" },
            deltas: [
              { type: "thinking_delta", thinking: reasoning },
              { type: "signature_delta", signature: "sig" },
            ],
          },
        ];
  const text: Block[] =
    answer.deltas.length === 0
      ? []
      : [
          {
            whole: { type: "text", text: answer.deltas.join("") },
            empty: { type: "text", text: "" },
            deltas: answer.deltas.map((delta) => ({ type: "text_delta", text: delta })),
          },
        ];
  const tools = answer.calls.map(({ id, name, input }) => ({
    whole: { type: "tool_use", id, name, input: JSON.parse(input) as object },
    empty: { type: "tool_use", id, name, input: {} },
    deltas: [{ type: "input_json_delta", partial_json: input }],
  }));
  return [...thinking, ...text, ...tools];
}

function stopReason(answer: FullAnswer): string {
  return answer.calls.length > 0 ? "tool_use" : "end_turn";
}

function usage(answer: FullAnswer, outputTokens: number): object {
  if (answer.rawUsage) return answer.rawUsage;
  const { tokens } = answer;
  // Their client library insists on these two; a provider that does not count says 0.
  if (!answer.hasUsage) return { input_tokens: 0, output_tokens: 0 };
  return {
    input_tokens: tokens.inputTokens,
    cache_read_input_tokens: tokens.cacheReadTokens,
    cache_creation_input_tokens: tokens.cacheWriteTokens + tokens.cacheWrite1hTokens,
    cache_creation: {
      ephemeral_5m_input_tokens: tokens.cacheWriteTokens,
      ephemeral_1h_input_tokens: tokens.cacheWrite1hTokens,
    },
    output_tokens: outputTokens,
    ...(tokens.reasoningTokens > 0 && {
      output_tokens_details: { thinking_tokens: tokens.reasoningTokens },
    }),
    service_tier: "standard",
  };
}
