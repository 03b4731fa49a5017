import { expect, test } from "vitest";
import { tokensOf, tokensOfPrompt } from "./estimate.js";

test("four characters are a token, and a part of one is a whole one", () => {
  expect([0, 1, 4, 5, 400].map(tokensOf)).toEqual([0, 1, 1, 2, 100]);
});

test("a prompt counts texts, tool calls, tool results and offered tools, but no files", () => {
  const text = (length: number) => ({ type: "text", text: "x".repeat(length) });
  const prompt = [
    { role: "system", content: "x".repeat(40) },
    { role: "user", content: [text(40), { type: "file", mediaType: "image/png", data: "x".repeat(9000) }] },
    { role: "assistant", content: [text(40), { type: "tool-call", toolCallId: "1", input: "x".repeat(40) }] },
    {
      role: "tool",
      content: [
        { type: "tool-result", output: { type: "text", value: "x".repeat(40) } },
        { type: "tool-result", output: { type: "json", value: { a: "x".repeat(32) } } },
        {
          type: "tool-result",
          output: { type: "content", value: [text(40), { type: "media", data: "xxx" }] },
        },
      ],
    },
  ];
  expect(tokensOfPrompt({ prompt })).toBe(70);
  expect(tokensOfPrompt({ prompt, tools: ["x".repeat(36)] })).toBe(80);
});

test.each([undefined, {}, { prompt: [] }, { prompt: [null, 5, { content: null }], tools: 5n }])(
  "a prompt that cannot be read is one token, and does not throw",
  (options) => {
    expect(tokensOfPrompt(options)).toBe(1);
  },
);
