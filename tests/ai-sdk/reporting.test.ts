import { tracked } from "@farthing/ai-sdk";
import { describe, expect, test, vi } from "vitest";
import { CASES, type Case } from "./majors.js";
import { recorder, reportingTo } from "./recorder.js";
import { useStandIn } from "./stand-in.js";

const standIn = useStandIn();

/** One per major: what happens to a report is the same for all providers. */
const MAJORS = CASES.filter(({ provider }) => provider === "anthropic");
const HOW = ["generateText", "streamText"] as const;
type Options = Parameters<typeof tracked>[1];

async function run(subject: Case, how: (typeof HOW)[number], options: Options): Promise<string> {
  const call = { model: tracked(subject.model(standIn()), options), prompt: "Hello" };
  standIn().script({ text: "Hello to you." });
  return how === "generateText"
    ? (await subject.ai.generateText(call)).text
    : await subject.ai.streamText(call).text;
}

const never = () => new Promise<never>(() => {});

describe.each(MAJORS)("$name", (subject) => {
  describe.each(HOW)("%s", (how) => {
    test("row 17: a report that never ends holds the response up for maxWaitMs and no longer", async () => {
      const to = recorder(never);
      const start = performance.now();
      expect(await run(subject, how, { ...reportingTo(to), maxWaitMs: 150 })).toBe("Hello to you.");
      const took = performance.now() - start;
      expect(took).toBeGreaterThanOrEqual(149);
      expect(took).toBeLessThan(1500);
      expect(to.events).toHaveLength(1);
    });

    test("without waitUntil the response waits for its report, so that a frozen function loses none", async () => {
      let reported = false;
      const to = recorder(async () => {
        await new Promise(setImmediate);
        reported = true;
      });
      await run(subject, how, reportingTo(to));
      expect(reported).toBe(true);
    });

    test("row 17: with waitUntil the response waits for nothing, and the platform for the report", async () => {
      let finish = () => {};
      const to = recorder(() => new Promise<void>((resolve) => (finish = resolve)));
      const handedOver: Promise<unknown>[] = [];
      let released = false;
      const options = {
        ...reportingTo(to),
        maxWaitMs: 600_000,
        waitUntil(done: Promise<unknown>) {
          handedOver.push(done.then(() => (released = true)));
        },
      };
      expect(await run(subject, how, options)).toBe("Hello to you.");
      expect(handedOver).toHaveLength(1);
      await to.sent(1);
      expect(released).toBe(false);
      finish();
      await handedOver[0];
    });

    test("a waitUntil that throws is done without", async () => {
      const to = recorder();
      const waitUntil = () => {
        throw new Error("not in a request");
      };
      expect(await run(subject, how, { ...reportingTo(to), waitUntil })).toBe("Hello to you.");
      expect(to.events).toHaveLength(1);
      expect(to.errors).toEqual([]);
    });

    const failures = {
      "a refused report": () => Promise.reject(new Error("402")),
      "a client that throws at once": () => {
        throw new Error("broken");
      },
      "a client that rejects with no error": () => Promise.reject("just text"),
    };
    test.each(Object.entries(failures))("%s goes to onTrackingError, with the event", async (_, track) => {
      const to = recorder(track);
      expect(await run(subject, how, reportingTo(to))).toBe("Hello to you.");
      expect(to.errors).toEqual([{ error: expect.any(Error), event: to.events[0] }]);
      expect(to.events[0]).toMatchObject({ inputTokens: 1000, outputTokens: 500 });
    });

    test("without onTrackingError a failure is one warning", async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      const { client } = recorder(() => Promise.reject(new Error("402")));
      await run(subject, how, { client, feature: "chat", customerId: "user_1" });
      expect(warn).toHaveBeenCalledTimes(1);
      warn.mockRestore();
    });

    test.each([
      () => {
        throw new Error("the handler is broken");
      },
      () => Promise.reject(new Error("the handler is broken")),
    ])("handlers that throw or reject do not reach the response", async (broken) => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      const refused = recorder(() => Promise.reject(new Error("402")));
      const options = { feature: "chat", customerId: "user_1" };
      await run(subject, how, { ...options, client: refused.client, onTrackingError: broken });
      expect(warn).toHaveBeenCalledTimes(1);
      await run(subject, how, { ...options, client: recorder().client, onTracked: broken });
      expect(warn).toHaveBeenCalledTimes(2);
      warn.mockRestore();
    });

    test("onTracked gets the event and what the client answered; properties go with it", async () => {
      const onTracked = vi.fn();
      const to = recorder(async () => "the answer");
      await run(subject, how, { ...reportingTo(to), onTracked, properties: { chat: "42" } });
      expect(onTracked).toHaveBeenCalledExactlyOnceWith(to.events[0], "the answer");
      expect(to.events[0]?.properties).toEqual({ chat: "42" });
    });

    test("the client may be given as commet", async () => {
      const to = recorder();
      await run(subject, how, { commet: to.client, feature: "chat", customerId: "user_1" });
      expect(to.events).toHaveLength(1);
    });
  });
});
