/**
 * Moves of a sandbox's clock, waited for and not.
 *
 * Broken on purpose: `advance` answering with what it was answered, without waiting.
 */
import { expect, it } from "vitest";
import { fakeApi, json } from "../../test/fake-api.js";

const moving = { status: "advancing", progress: { done: 50, due: 60 } };
const over = { status: "ready", progress: { done: 110, due: 0 } };

it("waits for a move that goes on at the server, and answers with the whole report", async () => {
  const { farthing, requests } = fakeApi(({ method }, count) => {
    if (method === "POST") return json(moving, 202);
    return json(count < 2 ? { status: "advancing", run: moving } : { status: "ready", run: over });
  });
  expect(await farthing.testClock.advance({ advanceDays: 365 })).toEqual(over);
  expect(requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
});

it("does not ask again where the move is over, nor where nobody wants to wait", async () => {
  const { farthing, requests } = fakeApi((_, count) =>
    count === 0 ? json(over) : json({ ...moving, targetTime: "2033-01-01T00:00:00.000Z" }, 202),
  );
  expect(await farthing.testClock.advance({ advanceDays: 1 })).toEqual(over);
  expect((await farthing.testClock.begin({ advanceDays: 365 })).status).toBe("advancing");
  expect(requests).toHaveLength(2);
});

it("stops waiting where it is told to", async () => {
  const { farthing } = fakeApi(({ method }) =>
    method === "POST" ? json(moving, 202) : json({ status: "advancing", run: moving }),
  );
  const signal = AbortSignal.timeout(20);
  await expect(farthing.testClock.advance({ advanceDays: 365 }, { signal })).rejects.toThrow(/timeout/);
});
