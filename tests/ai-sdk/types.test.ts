import { type TrackingClient, tracked } from "@farthing/ai-sdk";
import type { Farthing } from "@farthing/node";
import { generateText as generate5, streamText as stream5 } from "ai5";
import { generateText as generate6, streamText as stream6 } from "ai6";
import { generateText as generate7, streamText as stream7 } from "ai7";
import { anthropic as anthropic5 } from "anthropic5";
import { anthropic as anthropic6 } from "anthropic6";
import { anthropic as anthropic7 } from "anthropic7";
import { google as google5 } from "google5";
import { google as google6 } from "google6";
import { google as google7 } from "google7";
import { openai as openai5 } from "openai5";
import { openai as openai6 } from "openai6";
import { openai as openai7 } from "openai7";
import { expectTypeOf, test } from "vitest";

declare const client: TrackingClient;
const options = () => ({ client, feature: "chat", customerId: "user_1" });

// These are proved by the compiler; the functions are never called.
test("a wrapped model has the type of the model, in each major", () => {
  const check = () => {
    expectTypeOf(tracked(anthropic5("m"), options())).toEqualTypeOf<ReturnType<typeof anthropic5>>();
    expectTypeOf(tracked(anthropic6("m"), options())).toEqualTypeOf<ReturnType<typeof anthropic6>>();
    expectTypeOf(tracked(anthropic7("m"), options())).toEqualTypeOf<ReturnType<typeof anthropic7>>();
    expectTypeOf(tracked(openai5("m"), options())).toEqualTypeOf<ReturnType<typeof openai5>>();
    expectTypeOf(tracked(openai6("m"), options())).toEqualTypeOf<ReturnType<typeof openai6>>();
    expectTypeOf(tracked(openai7("m"), options())).toEqualTypeOf<ReturnType<typeof openai7>>();
    expectTypeOf(tracked(google5("m"), options())).toEqualTypeOf<ReturnType<typeof google5>>();
    expectTypeOf(tracked(google6("m"), options())).toEqualTypeOf<ReturnType<typeof google6>>();
    expectTypeOf(tracked(google7("m"), options())).toEqualTypeOf<ReturnType<typeof google7>>();
    const embedding5: ReturnType<typeof openai5.embedding> = tracked(openai5.embedding("m"), options());
    const embedding6: ReturnType<typeof openai6.embedding> = tracked(openai6.embedding("m"), options());
    const embedding7: ReturnType<typeof openai7.embedding> = tracked(openai7.embedding("m"), options());
    return [embedding5, embedding6, embedding7];
  };
  expectTypeOf(check).toBeFunction();
});

test("a wrapped model fits where the SDK takes a model", () => {
  const check = () => [
    generate5({ model: tracked(anthropic5("m"), options()), prompt: "" }),
    stream5({ model: tracked(openai5.chat("m"), options()), prompt: "" }),
    generate6({ model: tracked(google6("m"), options()), prompt: "" }),
    stream6({ model: tracked(anthropic6("m"), options()), prompt: "" }),
    generate7({ model: tracked(openai7.responses("m"), options()), prompt: "" }),
    stream7({ model: tracked(google7("m"), options()), prompt: "" }),
  ];
  expectTypeOf(check).toBeFunction();
});

test("the client of @farthing/node fits", () => {
  const check = (farthing: Farthing) =>
    tracked(openai6("m"), { commet: farthing, feature: "chat", customerId: "user_1" });
  expectTypeOf(check).toBeFunction();
});

test("a client fits that takes more than it is sent, and knows the codes of its features", () => {
  const check = (typed: {
    readonly usage: {
      track(
        params: { feature: "chat" | "search"; customerId: string; timestamp?: string | Date },
        options?: { timeout?: number },
      ): Promise<{ id: string }>;
    };
  }) => tracked(openai6("m"), { client: typed, feature: "chat", customerId: "user_1" });
  expectTypeOf(check).toBeFunction();
});

test("a string, an image model, or no client at all do not compile", () => {
  const check = () => {
    // @ts-expect-error A model is an object.
    tracked("anthropic/claude-sonnet-4", options());
    // @ts-expect-error Images are not billed by tokens.
    tracked(openai6.image("m"), options());
    // @ts-expect-error There is nobody to report to.
    tracked(openai6("m"), { feature: "chat", customerId: "user_1" });
  };
  expectTypeOf(check).toBeFunction();
});
