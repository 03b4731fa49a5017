/**
 * Broken on purpose: the rank of a new plan taken as 0 (plans came in the order of their ids); no room made at a rank
 * that is taken; the group's visibility left out of `isShown`.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { idFromUuid } from "../platform/index.js";
import { loadPlanConfig } from "./index.js";

const instance = sharedInstance();
const { must } = instance;

const group = (body: object = {}) => must("POST", "/plan-groups", { name: "Tiers", ...body });
let made = 0;
const plan = (body: object = {}) => {
  const code = `tier_${++made}`;
  return must("POST", "/plans", { code, name: code, ...body });
};
const codesOf = async (id: string): Promise<string[]> =>
  (await must("GET", `/plan-groups/${id}`)).plans.map(({ code }: { code: string }) => code);

test("a group comes back as it was sent, is changed, listed and deleted, and its plans stay", async () => {
  const created = await group({ description: "What we sell", isPublic: false });
  expect(created).toMatchObject({
    object: "plan_group",
    name: "Tiers",
    description: "What we sell",
    isPublic: false,
    plans: [],
  });
  const { id } = await plan({ planGroupId: created.id });
  const changed = await must("PATCH", `/plan-groups/${created.id}`, { name: "Offers", description: null });
  expect(changed).toMatchObject({ name: "Offers", description: null, plans: [{ id, sortOrder: 0 }] });
  expect((await must("GET", "/plan-groups")).data[0]).toEqual(changed);
  expect(await must("DELETE", `/plan-groups/${created.id}`)).toEqual({
    object: "plan_group",
    id: created.id,
    deleted: true,
    livemode: false,
  });
  expect((await instance.call("GET", `/plan-groups/${created.id}`)).body.error.code).toBe(
    "plan_group_not_found",
  );
  expect(await must("GET", `/plans/${id}`)).toMatchObject({ planGroupId: null, sortOrder: 0 });
});

test("plans stand in the order they were added, at the rank that was asked for, and as they are ranked anew", async () => {
  const { id } = await group();
  const [low, high] = [await plan({ planGroupId: id }), await plan()];
  const added = await must("POST", `/plan-groups/${id}/plans`, { planId: high.code });
  expect(added).toMatchObject({ id, planId: high.id, sortOrder: 1, success: true });
  const middle = await plan();
  await must("POST", `/plan-groups/${id}/plans`, { planId: middle.id, sortOrder: 1 });
  expect(await codesOf(id)).toEqual([low.code, middle.code, high.code]);
  expect(await must("GET", `/plans/${high.id}`)).toMatchObject({ planGroupId: id, sortOrder: 2 });

  const reordered = await must("PUT", `/plan-groups/${id}/plans/reorder`, {
    planIds: [high.id, low.code, middle.id],
  });
  expect(reordered).toMatchObject({ id, reordered: true });
  expect(await codesOf(id)).toEqual([high.code, low.code, middle.code]);

  expect(await must("DELETE", `/plan-groups/${id}/plans/${low.code}`)).toMatchObject({
    id,
    planId: low.id,
    removed: true,
  });
  expect(await codesOf(id)).toEqual([high.code, middle.code]);
});

test("a plan is in one group at most, and what is not in the group cannot be ranked or removed there", async () => {
  const [{ id }, other] = [await group(), await group()];
  const [inside, alien] = [await plan({ planGroupId: id }), await plan({ planGroupId: other.id })];
  for (const to of [id, other.id]) {
    const { status, body } = await instance.call("POST", `/plan-groups/${to}/plans`, { planId: inside.id });
    expect([status, body.error.code, body.error.param]).toEqual([409, "invalid_state", "planId"]);
  }
  const removed = await instance.call("DELETE", `/plan-groups/${id}/plans/${alien.id}`);
  expect([removed.status, removed.body.error.code]).toEqual([404, "plan_not_found"]);
  const orders: [string[], string][] = [
    [[inside.id, alien.id], "planIds[1]"],
    [[inside.id, inside.code], "planIds[1]"],
  ];
  const second = await plan({ planGroupId: id });
  orders.push([[second.id], "planIds"]);
  for (const [planIds, param] of orders) {
    const { status, body } = await instance.call("PUT", `/plan-groups/${id}/plans/reorder`, { planIds });
    expect([status, body.error.param]).toEqual([422, param]);
  }
  const unknown = await instance.call("POST", "/plans", { code: "n", name: "N", planGroupId: alien.id });
  expect(unknown.status).toBe(422);
});

test("two plans that are added at once get two ranks", async () => {
  const { id } = await group();
  const plans = await Promise.all([plan(), plan(), plan()]);
  await Promise.all(plans.map((one) => must("POST", `/plan-groups/${id}/plans`, { planId: one.id })));
  const ranks = (await must("GET", `/plan-groups/${id}`)).plans.map(
    ({ sortOrder }: { sortOrder: number }) => sortOrder,
  );
  expect(ranks).toEqual([0, 1, 2]);
});

test("a private group hides its plans from the list, and a deleted plan is not among its group's", async () => {
  const { id } = await group();
  const [kept, gone] = [await plan({ planGroupId: id }), await plan({ planGroupId: id })];
  await must("DELETE", `/plans/${gone.id}`);
  expect(await codesOf(id)).toEqual([kept.code]);
  const isListed = async (query: string): Promise<boolean> =>
    (await must("GET", `/plans?limit=100${query}`)).data.some(({ id }: { id: string }) => id === kept.id);
  expect(await isListed("")).toBe(true);
  await must("PATCH", `/plan-groups/${id}`, { isPublic: false });
  expect([await isListed(""), await isListed("&includePrivate=true")]).toEqual([false, true]);
});

test("what charging and subscriptions read of plans has group and rank", async () => {
  const { id } = await group();
  await plan({ planGroupId: id });
  const second = await plan({ planGroupId: id });
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'sandbox'");
  const config = await loadPlanConfig(instance.database.db, idFromUuid("env", rows[0].id));
  expect(config.plans.get(second.id)).toMatchObject({ planGroupId: id, sortOrder: 1 });
});
