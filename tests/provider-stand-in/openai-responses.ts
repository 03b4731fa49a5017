import { allInput, type FullAnswer } from "./answer.js";
import { CREATED, openaiError } from "./openai-chat.js";
import { type Frame, frame, type Wire } from "./wire.js";

/** OpenAI Responses. Input counts include cached tokens, and come with the stream's last event. */
export const openaiResponses: Wire = {
  body: (answer) => ({
    ...response(answer, "completed"),
    output: items(answer).map((item) => item.whole),
    ...usageField(answer),
  }),

  frames(answer) {
    const events: Frame[] = [];
    const add = (type: string, fields: object, kind?: "delta") =>
      events.push(frame({ type, sequence_number: events.length, ...fields }, kind, type));

    add("response.created", { response: { ...response(answer, "in_progress"), output: [], usage: null } });
    items(answer).forEach(({ whole, empty, deltas }, index) => {
      add("response.output_item.added", { output_index: index, item: empty });
      for (const { type, ...fields } of deltas) add(type, { output_index: index, ...fields }, "delta");
      add("response.output_item.done", { output_index: index, item: whole });
    });
    add("response.completed", {
      response: {
        ...response(answer, "completed"),
        output: items(answer).map((item) => item.whole),
        ...usageField(answer),
      },
    });
    return events;
  },

  errorFrame: () =>
    frame(
      { type: "error", sequence_number: 0, code: "server_error", message: "It broke", param: null },
      "other",
      "error",
    ),
  errorBody: openaiError,
};

function response(answer: FullAnswer, status: string): object {
  return {
    id: `resp_${answer.id}`,
    object: "response",
    created_at: CREATED,
    status,
    error: null,
    incomplete_details: null,
    model: answer.model,
  };
}

interface Item {
  whole: object;
  empty: object;
  deltas: { type: string; [field: string]: unknown }[];
}

function items(answer: FullAnswer): Item[] {
  const all: Item[] = [];
  if (answer.reasoning !== undefined) {
    const id = `rs_${answer.id}`;
    all.push({
      whole: { type: "reasoning", id, summary: [{ type: "summary_text", text: answer.reasoning }] },
      empty: { type: "reasoning", id, summary: [] },
      deltas: [
        {
          type: "response.reasoning_summary_text.delta",
          item_id: id,
          summary_index: 0,
          delta: answer.reasoning,
        },
      ],
    });
  }
  if (answer.deltas.length > 0) {
    const id = `msg_${answer.id}`;
    const content = [{ type: "output_text", text: answer.deltas.join(""), annotations: [] }];
    all.push({
      whole: { type: "message", id, role: "assistant", status: "completed", content },
      empty: { type: "message", id, role: "assistant", status: "in_progress", content: [] },
      deltas: answer.deltas.map((delta) => ({
        type: "response.output_text.delta",
        item_id: id,
        content_index: 0,
        delta,
      })),
    });
  }
  for (const { id: callId, name, input } of answer.calls) {
    const item = { type: "function_call", id: `fc_${callId}`, call_id: callId, name };
    all.push({
      whole: { ...item, arguments: input, status: "completed" },
      empty: { ...item, arguments: "", status: "in_progress" },
      deltas: [{ type: "response.function_call_arguments.delta", item_id: item.id, delta: input }],
    });
  }
  return all;
}

function usageField(answer: FullAnswer): object {
  if (answer.rawUsage) return { usage: answer.rawUsage };
  if (!answer.hasUsage) return {};
  const { tokens } = answer;
  const input = allInput(tokens);
  const written = tokens.cacheWriteTokens + tokens.cacheWrite1hTokens;
  return {
    usage: {
      input_tokens: input,
      input_tokens_details: {
        cached_tokens: tokens.cacheReadTokens,
        ...(written > 0 && { cache_write_tokens: written }),
      },
      output_tokens: tokens.outputTokens,
      output_tokens_details: { reasoning_tokens: tokens.reasoningTokens },
      total_tokens: input + tokens.outputTokens,
    },
  };
}
