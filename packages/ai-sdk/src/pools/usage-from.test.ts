import { describe, expect, test } from "vitest";
import { UsageMalformedError, UsageMissingError } from "../errors.js";
import type { TokenPools } from "./pools.js";
import { usageFrom } from "./usage-from.js";

function pools(counts: Partial<TokenPools>): TokenPools {
  return {
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    reasoningTokens: 0,
    ...counts,
  };
}

describe("usageFrom.openai", () => {
  test("takes cached and written tokens out of a chat completion's prompt", () => {
    const usage = {
      prompt_tokens: 10_000,
      completion_tokens: 500,
      total_tokens: 10_500,
      prompt_tokens_details: { cached_tokens: 7000, cache_write_tokens: 1000, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 300, audio_tokens: 0, accepted_prediction_tokens: 0 },
    };
    expect(usageFrom.openai(usage)).toEqual(
      pools({
        inputTokens: 2000,
        cacheReadTokens: 7000,
        cacheWriteTokens: 1000,
        outputTokens: 500,
        reasoningTokens: 300,
      }),
    );
  });

  test("takes cached tokens out of a response's input, and leaves reasoning within the output", () => {
    const usage = {
      input_tokens: 10_000,
      input_tokens_details: { cached_tokens: 9000 },
      output_tokens: 500,
      output_tokens_details: { reasoning_tokens: 300 },
      total_tokens: 10_500,
    };
    expect(usageFrom.openai(usage)).toEqual(
      pools({ inputTokens: 1000, cacheReadTokens: 9000, outputTokens: 500, reasoningTokens: 300 }),
    );
  });

  test("reads an embedding's usage, which has no output", () => {
    expect(usageFrom.openai({ prompt_tokens: 8, total_tokens: 8 })).toEqual(pools({ inputTokens: 8 }));
  });

  test("adds reasoning to the output where the total shows that it was counted beside it, as at xAI", () => {
    const usage = {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      prompt_tokens_details: { cached_tokens: 6 },
      completion_tokens_details: { reasoning_tokens: 94 },
    };
    expect(usageFrom.openai(usage)).toEqual(
      pools({ inputTokens: 26, cacheReadTokens: 6, outputTokens: 103, reasoningTokens: 94 }),
    );
  });

  test("refuses more cached tokens than input, rather than guess which of the two is wrong", () => {
    const usage = { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 11 } };
    expect(() => usageFrom.openai(usage)).toThrow(UsageMalformedError);
  });
});

describe("usageFrom.anthropic", () => {
  test("keeps the input as it is, and tells hour-long writes from the others", () => {
    const usage = {
      input_tokens: 2000,
      cache_creation_input_tokens: 1000,
      cache_read_input_tokens: 7000,
      cache_creation: { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 },
      output_tokens: 500,
      service_tier: "standard",
    };
    expect(usageFrom.anthropic(usage)).toEqual(
      pools({
        inputTokens: 2000,
        cacheReadTokens: 7000,
        cacheWriteTokens: 600,
        cacheWrite1hTokens: 400,
        outputTokens: 500,
      }),
    );
  });

  test("takes all writes for five-minute ones where there is no breakdown", () => {
    const usage = {
      input_tokens: 4,
      output_tokens: 5,
      cache_creation_input_tokens: 900,
      cache_read_input_tokens: null,
      cache_creation: null,
    };
    expect(usageFrom.anthropic(usage)).toEqual(
      pools({ inputTokens: 4, outputTokens: 5, cacheWriteTokens: 900 }),
    );
  });

  test("adds up the passes of a compacted turn, without those of an advisor", () => {
    const usage = {
      input_tokens: 300,
      output_tokens: 50,
      iterations: [
        { type: "compaction", input_tokens: 9000, output_tokens: 700 },
        { type: "advisor_message", model: "other", input_tokens: 5000, output_tokens: 20 },
        { type: "message", input_tokens: 300, output_tokens: 50 },
      ],
    };
    expect(usageFrom.anthropic(usage)).toEqual(pools({ inputTokens: 9300, outputTokens: 750 }));
  });

  test("keeps the totals of a turn that a fallback model answered", () => {
    const usage = {
      input_tokens: 300,
      output_tokens: 50,
      iterations: [
        { type: "message", input_tokens: 290, output_tokens: 0 },
        { type: "fallback_message", input_tokens: 300, output_tokens: 50 },
      ],
    };
    expect(usageFrom.anthropic(usage)).toEqual(pools({ inputTokens: 300, outputTokens: 50 }));
  });

  test("refuses more hour-long writes than writes", () => {
    const usage = {
      input_tokens: 1,
      output_tokens: 1,
      cache_creation_input_tokens: 5,
      cache_creation: { ephemeral_1h_input_tokens: 6 },
    };
    expect(() => usageFrom.anthropic(usage)).toThrow(UsageMalformedError);
  });
});

describe("usageFrom.google", () => {
  test("takes cached tokens out, and adds the prompts of tools to the input and thoughts to the output", () => {
    const usage = {
      promptTokenCount: 10_000,
      cachedContentTokenCount: 7000,
      toolUsePromptTokenCount: 50,
      candidatesTokenCount: 200,
      thoughtsTokenCount: 300,
      totalTokenCount: 10_550,
      promptTokensDetails: [{ modality: "TEXT", tokenCount: 10_000 }],
    };
    expect(usageFrom.google(usage)).toEqual(
      pools({ inputTokens: 3050, cacheReadTokens: 7000, outputTokens: 500, reasoningTokens: 300 }),
    );
  });

  test("takes a count that Google leaves out for 0", () => {
    expect(usageFrom.google({ promptTokenCount: 12, totalTokenCount: 12 })).toEqual(
      pools({ inputTokens: 12 }),
    );
  });
});

describe("usageFrom.aiSdk", () => {
  /** 2000 fresh, 7000 read, 1000 written (400 for an hour), 500 out. */
  const truth = pools({
    inputTokens: 2000,
    cacheReadTokens: 7000,
    cacheWriteTokens: 600,
    cacheWrite1hTokens: 400,
    outputTokens: 500,
  });
  const anthropicUsage = {
    input_tokens: 2000,
    cache_creation_input_tokens: 1000,
    cache_read_input_tokens: 7000,
    cache_creation: { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 },
    output_tokens: 500,
  };
  const v2 = { inputTokens: 2000, outputTokens: 500, totalTokens: 2500, cachedInputTokens: 7000 };
  const v3 = {
    inputTokens: { total: 10_000, noCache: 2000, cacheRead: 7000, cacheWrite: 1000 },
    outputTokens: { total: 500, text: undefined, reasoning: undefined },
  };
  const result = {
    inputTokens: 10_000,
    inputTokenDetails: { noCacheTokens: 2000, cacheReadTokens: 7000, cacheWriteTokens: 1000 },
    outputTokens: 500,
    outputTokenDetails: { textTokens: undefined, reasoningTokens: undefined },
    totalTokens: 10_500,
    cachedInputTokens: 7000,
  };
  const providerMetadata = { anthropic: { usage: anthropicUsage, cacheCreationInputTokens: 1000 } };

  test.each([
    { name: "spec v2, Anthropic", usage: v2, context: { provider: "anthropic.messages", providerMetadata } },
    { name: "spec v2, its provider unknown", usage: v2, context: { providerMetadata } },
    { name: "spec v2, under another name", usage: v2, context: { provider: "mine", providerMetadata } },
    { name: "spec v3 with raw usage", usage: { ...v3, raw: anthropicUsage }, context: {} },
    {
      name: "spec v3 with metadata",
      usage: v3,
      context: { provider: "anthropic.messages", providerMetadata },
    },
    { name: "a result of AI SDK 6 or 7", usage: { ...result, raw: anthropicUsage }, context: {} },
    {
      name: "spec v2 turned into v3",
      usage: {
        inputTokens: { total: 2000, noCache: undefined, cacheRead: 7000, cacheWrite: undefined },
        outputTokens: { total: 500 },
      },
      context: { provider: "anthropic.messages", providerMetadata },
    },
    {
      name: "Bedrock, spec v2",
      usage: v2,
      context: {
        provider: "amazon-bedrock",
        providerMetadata: {
          bedrock: {
            usage: {
              cacheWriteInputTokens: 1000,
              cacheDetails: [{ ttl: "1h", inputTokens: 400 }, { ttl: "5m" }],
            },
          },
        },
      },
    },
  ])("counts cached tokens once and hour-long writes apart: $name", ({ usage, context }) => {
    expect(usageFrom.aiSdk(usage, context)).toEqual(truth);
  });

  test("bills the field's best-known bug right: of 10000 tokens 9000 were read from the cache", () => {
    const usage = {
      inputTokens: { total: 10_000, noCache: 1000, cacheRead: 9000, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    expect(usageFrom.aiSdk(usage)).toEqual(
      pools({ inputTokens: 1000, cacheReadTokens: 9000, outputTokens: 1 }),
    );
  });

  test.each([
    {
      name: "spec v2, OpenAI",
      usage: { inputTokens: 10_000, outputTokens: 500, reasoningTokens: 300, cachedInputTokens: 7000 },
      provider: "openai.responses",
    },
    {
      name: "spec v2, Google, whose output leaves reasoning out",
      usage: { inputTokens: 10_000, outputTokens: 200, reasoningTokens: 300, cachedInputTokens: 7000 },
      provider: "google.generative-ai",
    },
    {
      name: "spec v2, Google on Vertex",
      usage: { inputTokens: 10_000, outputTokens: 200, reasoningTokens: 300, cachedInputTokens: 7000 },
      provider: "google.vertex.chat",
    },
    {
      name: "spec v2, a total that shows reasoning beside the output",
      usage: {
        inputTokens: 10_000,
        outputTokens: 200,
        reasoningTokens: 300,
        cachedInputTokens: 7000,
        totalTokens: 10_500,
      },
      provider: "xai.chat",
    },
    {
      name: "spec v3, without noCache",
      usage: {
        inputTokens: { total: 10_000, cacheRead: 7000 },
        outputTokens: { total: 500, reasoning: 300 },
      },
      provider: "some.chat",
    },
    {
      name: "spec v3, with cached tokens left in noCache",
      usage: {
        inputTokens: { total: 10_000, noCache: 10_000, cacheRead: 7000 },
        outputTokens: { total: 500, reasoning: 300 },
      },
      provider: "some.chat",
    },
    {
      name: "spec v3, Google, whose raw usage knows more",
      usage: {
        inputTokens: { total: 9000, noCache: 2000, cacheRead: 7000 },
        outputTokens: { total: 500, reasoning: 300 },
        raw: {
          promptTokenCount: 9000,
          toolUsePromptTokenCount: 1000,
          cachedContentTokenCount: 7000,
          candidatesTokenCount: 200,
          thoughtsTokenCount: 300,
        },
      },
      provider: "google.generative-ai",
    },
  ])("takes cached tokens out of a total, and reasoning for a part of the output: $name", (recorded) => {
    expect(usageFrom.aiSdk(recorded.usage, { provider: recorded.provider })).toEqual(
      pools({ inputTokens: 3000, cacheReadTokens: 7000, outputTokens: 500, reasoningTokens: 300 }),
    );
  });

  test("adds Google's reasoning to its output in spec v2, even where there is less of it and no total", () => {
    const usage = { inputTokens: 10, outputTokens: 40, reasoningTokens: 5 };
    expect(usageFrom.aiSdk(usage, { provider: "google.generative-ai" })).toEqual(
      pools({ inputTokens: 10, outputTokens: 45, reasoningTokens: 5 }),
    );
  });

  test("finds OpenAI's cache writes where spec v2 has them, in the metadata", () => {
    const usage = { inputTokens: 10_000, outputTokens: 5, cachedInputTokens: 7000 };
    const context = {
      provider: "openai.chat",
      providerMetadata: { openai: { usage: { cacheWriteTokens: 1000 } } },
    };
    expect(usageFrom.aiSdk(usage, context)).toEqual(
      pools({ inputTokens: 2000, cacheReadTokens: 7000, cacheWriteTokens: 1000, outputTokens: 5 }),
    );
  });
});

describe("usage that cannot be billed", () => {
  const readers = Object.entries(usageFrom);

  test.each(readers)("%s: nothing at all is missing usage, never zero", (_, read) => {
    for (const usage of [undefined, null, {}, { inputTokens: {}, outputTokens: {} }])
      expect(() => read(usage)).toThrow(UsageMissingError);
  });

  test("counts that are all 0 are missing usage: nothing was counted", () => {
    expect(() => usageFrom.openai({ prompt_tokens: 0, completion_tokens: 0 })).toThrow(UsageMissingError);
    expect(() => usageFrom.anthropic({ input_tokens: 0, output_tokens: 0 })).toThrow(UsageMissingError);
    expect(() => usageFrom.google({ promptTokenCount: 0 })).toThrow(UsageMissingError);
    expect(() => usageFrom.aiSdk({ inputTokens: 0, outputTokens: 0 })).toThrow(UsageMissingError);
  });

  test("an output without an input, or the reverse, is missing usage", () => {
    expect(() => usageFrom.aiSdk({ inputTokens: 5 }, { provider: "openai.chat" })).toThrow(UsageMissingError);
    expect(() => usageFrom.aiSdk({ inputTokens: { total: 5 }, outputTokens: {} })).toThrow(UsageMissingError);
    expect(() => usageFrom.anthropic({ output_tokens: 5 })).toThrow(UsageMissingError);
    expect(() => usageFrom.openai({ prompt_tokens: 5, total_tokens: 9 })).toThrow(UsageMissingError);
  });

  test.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, "12", 2 ** 53])(
    "a count of %s is malformed",
    (bad) => {
      expect(() => usageFrom.openai({ prompt_tokens: bad, completion_tokens: 1 })).toThrow(
        UsageMalformedError,
      );
      expect(() => usageFrom.openai({ input_tokens: 1, output_tokens: bad })).toThrow(UsageMalformedError);
      expect(() => usageFrom.anthropic({ input_tokens: 1, output_tokens: bad })).toThrow(UsageMalformedError);
      expect(() => usageFrom.google({ promptTokenCount: bad })).toThrow(UsageMalformedError);
      expect(() => usageFrom.aiSdk({ inputTokens: 1, outputTokens: bad })).toThrow(UsageMalformedError);
      expect(() =>
        usageFrom.aiSdk({ inputTokens: { total: 9, noCache: bad }, outputTokens: { total: 1 } }),
      ).toThrow(UsageMalformedError);
    },
  );
});
