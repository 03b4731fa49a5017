/** What the stand-in is to answer, in no provider's terms; each wire format says it in its own. */
export interface Answer {
  /** The text, or its deltas. Default: one sentence, cut at its spaces. */
  text?: string | readonly string[];
  /** Reasoning that comes before the text. Default: none. */
  reasoning?: string;
  /** Tools to call, after the text. An answer with tool calls and no `text` has none. */
  toolCalls?: readonly { name: string; input: object }[];
  /** Token counts; what is left out is 0. `"missing"`: the provider says nothing about usage. */
  usage?: Tokens | "missing";
  /** In the place of `usage`: the provider's own usage object, word for word. */
  rawUsage?: object;
  /** The model that claims to have answered. Default: the one that was asked. */
  model?: string;

  /** An HTTP status of 400 or more: the answer is an error in the provider's format, and no stream begins. */
  status?: number;
  /** Close the connection after so many deltas; 0 is before the first. Not streaming: in place of an answer. */
  dropAfter?: number;
  /** End the response properly after so many deltas, but without the events that end an answer. */
  endAfter?: number;
  /** Send the provider's error event after so many deltas, and end. */
  errorAfter?: number;
  /** After so many deltas, wait for `resume()` or for the client to go. Not streaming: before answering. */
  pauseAfter?: number;
  /** Wait so long before each delta, in milliseconds, as for a demo. Default 0. */
  deltaDelayMs?: number;
}

/** Token counts in disjoint pools: the truth that each provider tells in its own way. */
export interface Tokens {
  /** Fresh input. */
  inputTokens?: number;
  /** All output, with reasoning in it. */
  outputTokens?: number;
  cacheReadTokens?: number;
  /** Written for five minutes. */
  cacheWriteTokens?: number;
  /** Written for an hour. Only Anthropic tells it apart. */
  cacheWrite1hTokens?: number;
  /** The part of `outputTokens` that is reasoning. */
  reasoningTokens?: number;
  /** The part of `inputTokens` that went to built-in tools. Only Google tells it apart. */
  toolUseTokens?: number;
}

export const DEFAULT_TEXT = "A farthing was the smallest coin of the realm, a quarter of a penny.";

/** An answer with everything decided. */
export interface FullAnswer extends Answer {
  deltas: readonly string[];
  tokens: Required<Tokens>;
  hasUsage: boolean;
  model: string;
  /** Unique per answer, and the same in each run. */
  id: string;
  calls: readonly { id: string; name: string; input: string }[];
}

export function complete(
  answer: Answer,
  request: { model: string; ordinal: number },
  usage: Tokens,
): FullAnswer {
  const id = `answer_${request.ordinal}`;
  const text = answer.text ?? (answer.toolCalls ? [] : DEFAULT_TEXT);
  return {
    ...answer,
    id,
    deltas: typeof text === "string" ? cutAtSpaces(text) : text,
    tokens: { ...NO_TOKENS, ...(answer.usage === "missing" ? {} : (answer.usage ?? usage)) },
    hasUsage: answer.usage !== "missing",
    model: answer.model ?? request.model,
    calls: (answer.toolCalls ?? []).map((call, index) => ({
      id: `call_${request.ordinal}_${index + 1}`,
      name: call.name,
      input: JSON.stringify(call.input),
    })),
  };
}

const NO_TOKENS: Required<Tokens> = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  reasoningTokens: 0,
  toolUseTokens: 0,
};

function cutAtSpaces(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** The whole prompt. */
export function allInput(tokens: Required<Tokens>): number {
  return tokens.inputTokens + tokens.cacheReadTokens + tokens.cacheWriteTokens + tokens.cacheWrite1hTokens;
}
