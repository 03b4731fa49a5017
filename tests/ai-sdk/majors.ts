import type { TrackableModel } from "@farthing/ai-sdk";
import * as ai5 from "ai5";
import * as ai6 from "ai6";
import * as ai7 from "ai7";
import * as anthropic5 from "anthropic5";
import * as anthropic6 from "anthropic6";
import * as anthropic7 from "anthropic7";
import * as google5 from "google5";
import * as google6 from "google6";
import * as google7 from "google7";
import * as openai5 from "openai5";
import * as openai6 from "openai6";
import * as openai7 from "openai7";
import type { ProviderStandIn } from "../provider-stand-in/index.js";

/** What the tests use of `ai`, alike in its majors. That their own types fit is the matter of types.test.ts. */
export interface Ai {
  generateText(options: CallOptions): Promise<Generated>;
  streamText(options: CallOptions & { onError?: (event: unknown) => void }): Streamed;
  embed(options: {
    model: TrackableModel;
    value: string;
    maxRetries?: number;
  }): Promise<{ embedding: number[] }>;
  embedMany(options: { model: TrackableModel; values: string[]; maxParallelCalls?: number }): Promise<{
    embeddings: number[][];
  }>;
  tool(definition: object): object;
  jsonSchema(schema: object): object;
  stepCountIs(count: number): object;
}

export interface CallOptions {
  model: TrackableModel;
  prompt: string;
  system?: string;
  tools?: Record<string, object>;
  stopWhen?: object;
  maxRetries?: number;
  abortSignal?: AbortSignal;
  includeRawChunks?: boolean;
}

interface Generated {
  text: string;
  usage: object;
  finishReason: string;
  steps: { usage: object; toolCalls: object[] }[];
}

interface Streamed {
  textStream: AsyncIterable<string> & ReadableStream<string>;
  fullStream: AsyncIterable<{ type: string; [field: string]: unknown }>;
  text: PromiseLike<string>;
  usage: PromiseLike<object>;
  consumeStream(options?: object): PromiseLike<void>;
}

/** A model as specs v2 to v4 have it, for tests below the SDK. */
export interface RawModel {
  doGenerate(options: object): PromiseLike<Record<string, unknown>>;
  doStream(options: object): PromiseLike<{ stream: ReadableStream<{ type: string; [f: string]: unknown }> }>;
}

type CreateProvider = (settings: { baseURL: string; apiKey: string; generateId?: () => string }) => unknown;

interface Major {
  name: string;
  major: 5 | 6 | 7;
  ai: Ai;
  create: { anthropic: CreateProvider; openai: CreateProvider; google: CreateProvider };
}

const MAJORS: Major[] = [
  {
    name: "AI SDK 5",
    major: 5,
    ai: ai5 as unknown as Ai,
    create: {
      anthropic: anthropic5.createAnthropic,
      openai: openai5.createOpenAI,
      google: google5.createGoogleGenerativeAI,
    },
  },
  {
    name: "AI SDK 6",
    major: 6,
    ai: ai6 as unknown as Ai,
    create: {
      anthropic: anthropic6.createAnthropic,
      openai: openai6.createOpenAI,
      google: google6.createGoogleGenerativeAI,
    },
  },
  {
    name: "AI SDK 7",
    major: 7,
    ai: ai7 as unknown as Ai,
    create: {
      anthropic: anthropic7.createAnthropic,
      openai: openai7.createOpenAI,
      google: google7.createGoogleGenerativeAI,
    },
  },
];

export type ProviderName = "anthropic" | "openai responses" | "openai chat" | "google";

type Provider = ((id: string) => TrackableModel) & {
  chat(id: string): TrackableModel;
  textEmbeddingModel(id: string): TrackableModel;
};

/** A provider's model, in one major, that talks to the stand-in. */
export interface Case {
  name: string;
  major: 5 | 6 | 7;
  ai: Ai;
  provider: ProviderName;
  /** The name that events have to have. */
  modelName: string;
  model(standIn: ProviderStandIn): TrackableModel;
}

const MODEL_IDS: Record<ProviderName, string> = {
  anthropic: "claude-sonnet-4-20250514",
  "openai responses": "gpt-4o",
  "openai chat": "gpt-4o",
  google: "gemini-2.5-pro",
};

/** Each provider's language model in each major. */
export const CASES: Case[] = MAJORS.flatMap(({ name, major, ai, create }) =>
  (Object.keys(MODEL_IDS) as ProviderName[]).map((provider): Case => {
    const [vendor] = provider.split(" ") as ["anthropic" | "openai" | "google"];
    const id = MODEL_IDS[provider];
    return {
      name: `${name}, ${provider}`,
      major,
      ai,
      provider,
      modelName: `${vendor}/${id}`,
      model(standIn) {
        const baseURL = standIn[`${vendor}BaseURL`];
        const made = create[vendor]({ baseURL, apiKey: "any", generateId: () => "id" }) as Provider;
        return provider === "openai chat" ? made.chat(id) : made(id);
      },
    };
  }),
);

/** OpenAI's embedding model in each major. */
export const EMBEDDING_CASES = MAJORS.map(({ name, ai, create }) => ({
  name,
  ai,
  model(standIn: ProviderStandIn): TrackableModel {
    const made = create.openai({ baseURL: standIn.openaiBaseURL, apiKey: "any" }) as Provider;
    return made.textEmbeddingModel("text-embedding-3-small");
  },
}));
