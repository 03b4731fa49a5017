import { fieldsOf } from "./shape.js";

/**
 * Characters per token. Four is what the large providers tell their users for English text; code and most other
 * languages have fewer, so an estimate is rather too low than too high.
 */
const CHARACTERS_PER_TOKEN = 4;

/** Tokens of so many characters (UTF-16 units), rounded up. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/**
 * Tokens of a prompt, at least 1: its texts, the tool calls and tool results in it, and the tools it offers.
 * Images and other files are not counted, as their price does not follow their size.
 */
export function tokensOfPrompt(callOptions: unknown): number {
  const { prompt, tools } = fieldsOf(callOptions) ?? {};
  const messages = Array.isArray(prompt) ? prompt : [];
  const characters = messages.reduce<number>(
    (sum, message) => sum + charactersOf(fieldsOf(message)?.content),
    0,
  );
  return Math.max(1, tokensOf(characters + (tools === undefined ? 0 : lengthAsJson(tools))));
}

function charactersOf(content: unknown): number {
  if (typeof content === "string") return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce<number>((sum, entry) => {
    const part = fieldsOf(entry);
    switch (part?.type) {
      case "text":
      case "reasoning":
        return sum + (typeof part.text === "string" ? part.text.length : 0);
      case "tool-call":
        return sum + lengthAsJson(part.input);
      case "tool-result":
        return sum + lengthOfResult(part.output);
      default:
        return sum;
    }
  }, 0);
}

function lengthOfResult(output: unknown): number {
  const { type, value } = fieldsOf(output) ?? {};
  return type === "content" ? charactersOf(value) : lengthAsJson(value);
}

function lengthAsJson(value: unknown): number {
  if (typeof value === "string") return value.length;
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    return 0; // It has a cycle or a bigint in it; the provider was sent something else.
  }
}
