import type { FullAnswer } from "./answer.js";

/** One event of a stream, as it goes over the wire. */
export interface Frame {
  text: string;
  /** Whether it carries generated text: these are what `pauseAfter`, `dropAfter` and the like count. */
  isDelta: boolean;
}

/** One provider's way to say an answer. */
export interface Wire {
  /** The body of an answer that is not streamed. */
  body(answer: FullAnswer): object;
  /** The events of an answer that is streamed. */
  frames(answer: FullAnswer): Frame[];
  /** The event of an error in the middle of a stream. */
  errorFrame(): Frame;
  /** The body of an error before any answer. */
  errorBody(status: number): object;
}

/** A server-sent event with a JSON body, and with the name that some providers repeat from the body's type. */
export function frame(data: object, kind: "delta" | "other" = "other", name?: string): Frame {
  const event = name === undefined ? "" : `event: ${name}\n`;
  return { text: `${event}data: ${JSON.stringify(data)}\n\n`, isDelta: kind === "delta" };
}
