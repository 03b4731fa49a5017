/**
 * What is told of subscriptions: each change once, as it left the subscription.
 *
 * Broken on purpose: `publish` taken out of endSubscription, out of `change` and out of activateSubscription; the news
 * made of the row before the change (the status was wrong).
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { newsOf as allNewsOf, createCatalog, subscribe } from "../../test/scenario.js";

const instance = sharedInstance(createCatalog);

const act = (id: string, path: string, body: object = {}) =>
  instance.call("POST", `/subscriptions/${id}/${path}`, body);
/** What is told of payments is looked at where they are. */
const newsOf: typeof allNewsOf = async (...asked) =>
  (await allNewsOf(...asked)).filter(({ type }) => type.startsWith("subscription."));
const told = async (customerId: string): Promise<[string, string, boolean][]> =>
  (await newsOf(instance, { customerId })).map(({ type, data }) => [
    type.replace("subscription.", ""),
    data.status,
    data.cancelAtPeriodEnd,
  ]);

test("a subscription that is active at once is told of as created and activated, with what it is", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "balance");
  const { body } = await instance.call("GET", `/subscriptions/${subscriptionId}`);
  const [created, activated, ...more] = await newsOf(instance, { customerId });
  expect([created.type, activated.type, more]).toEqual([
    "subscription.created",
    "subscription.activated",
    [],
  ]);
  expect(created).toMatchObject({
    object: "webhook_event",
    livemode: false,
    customerId: body.customerId,
    createdAt: body.createdAt,
  });
  expect(created.data).toEqual({
    subscriptionId,
    planId: body.plan.id,
    planCode: "balance",
    priceId: body.priceId,
    status: "active",
    currentPeriod: { start: body.currentPeriod.start, end: body.currentPeriod.end },
    trialEndsAt: null,
    cancelAtPeriodEnd: false,
    cancelReason: null,
    canceledAt: null,
    endDate: null,
  });
  expect(activated.data).toEqual(created.data);
});

test("one that awaits payment is told of as activated when it is, once", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "balance", { activate: false });
  expect(await told(customerId)).toEqual([["created", "pending_payment", false]]);
  expect((await act(subscriptionId, "activate")).status).toBe(200);
  expect((await act(subscriptionId, "activate")).status).toBe(409);
  expect((await told(customerId)).slice(1)).toEqual([["activated", "active", false]]);
});

test("a trial is created and not activated", async () => {
  const { customerId } = await subscribe(instance, "metered", { customTrialDays: 14 });
  const [created, ...more] = await newsOf(instance, { customerId });
  expect([created.type, created.data.status, more]).toEqual(["subscription.created", "trialing", []]);
  expect(created.data.trialEndsAt).toBe(created.data.currentPeriod.end);
});

test("a cancellation at the end of the period, and taking it back, are updates; an end is a cancellation", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "balance");
  await act(subscriptionId, "cancel", { reason: "too dear" });
  await act(subscriptionId, "uncancel");
  await act(subscriptionId, "cancel", { immediate: true, reason: "gone" });
  expect((await act(subscriptionId, "cancel")).status).toBe(409);
  expect((await act(subscriptionId, "uncancel")).status).toBe(409);
  expect((await told(customerId)).slice(2)).toEqual([
    ["updated", "active", true],
    ["updated", "active", false],
    ["canceled", "canceled", false],
  ]);
  const [, , leaving, , gone] = await newsOf(instance, { customerId });
  expect(leaving.data).toMatchObject({
    cancelReason: "too dear",
    canceledAt: leaving.createdAt,
    endDate: leaving.data.currentPeriod.end,
  });
  expect(gone.data).toMatchObject({ cancelReason: "gone", endDate: gone.createdAt });
});

test("one that ran out unnoticed is told of as canceled when another takes its place", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "balance");
  const { body } = await act(subscriptionId, "cancel");
  instance.clock.set(body.endDate);
  const next = await instance.call("POST", "/subscriptions", { customerId, planCode: "metered" });
  instance.clock.reset();
  expect(next.status).toBe(201);
  const news = (await newsOf(instance, { customerId })).slice(3);
  expect(news.map(({ type, data }) => [type, data.subscriptionId])).toEqual([
    ["subscription.canceled", subscriptionId],
    ["subscription.created", next.body.id],
    ["subscription.activated", next.body.id],
  ]);
  expect(news[0].data.endDate).toBe(body.endDate);
});

test("what is refused is not told of, and a repeated request is told of once", async () => {
  const { customerId, subscriptionId } = await subscribe(instance, "balance");
  expect((await instance.call("POST", "/subscriptions", { customerId, planCode: "metered" })).status).toBe(
    409,
  );
  const headers = { "idempotency-key": "cancel once" };
  for (let i = 0; i < 3; i++) {
    const path = `/subscriptions/${subscriptionId}/cancel`;
    expect((await instance.call("POST", path, { immediate: true }, headers)).status).toBe(200);
  }
  expect((await told(customerId)).map(([type]) => type)).toEqual(["created", "activated", "canceled"]);
});
