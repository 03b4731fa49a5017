import { anthropic } from "./anthropic.js";
import { openaiEmbeddings } from "./embeddings.js";
import { google } from "./google.js";
import { openaiChat } from "./openai-chat.js";
import { openaiResponses } from "./openai-responses.js";
import type { Wire } from "./wire.js";

export interface Route {
  wire: Wire;
  model: string;
  streaming: boolean;
}

/** Whom a request asks, and for what. Undefined where there is nothing at that path. */
export function routeOf(path: string, body: Readonly<Record<string, unknown>>): Route | undefined {
  const gemini = /^\/v1beta\/models\/(.+):(generateContent|streamGenerateContent)$/.exec(path);
  if (gemini)
    return {
      wire: google,
      model: decodeURIComponent(gemini[1] ?? ""),
      streaming: gemini[2] === "streamGenerateContent",
    };
  const wire = wireOf(path, body);
  return wire && { wire, model: String(body.model), streaming: body.stream === true };
}

function wireOf(path: string, body: Readonly<Record<string, unknown>>): Wire | undefined {
  switch (path) {
    case "/v1/messages":
      return anthropic;
    case "/v1/responses":
      return openaiResponses;
    case "/v1/chat/completions":
      return openaiChat;
    case "/v1/embeddings":
      return openaiEmbeddings(Array.isArray(body.input) ? body.input.length : 1);
    default:
      return undefined;
  }
}
