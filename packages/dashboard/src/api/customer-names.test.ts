import { expect, test } from "vitest";
import { type CustomerName, customerNames } from "./customer-names";

const name = (id: string): CustomerName => ({
  id,
  fullName: id.toUpperCase(),
  externalId: null,
  email: null,
});

test("rows that ask at once are answered by one request, each with its own name, and who is not there with none", async () => {
  const asked: (readonly string[])[] = [];
  const nameOf = customerNames(async (ids) => {
    asked.push(ids);
    return ids.filter((id) => id !== "gone").map(name);
  });
  const names = await Promise.all(["ada", "bob", "ada", "gone"].map(nameOf));
  expect(names.map((found) => found?.fullName)).toEqual(["ADA", "BOB", "ADA", undefined]);
  expect(asked).toEqual([["ada", "bob", "gone"]]);
  expect(await nameOf("cleo")).toEqual(name("cleo"));
  expect(asked).toHaveLength(2);
});

test("no request asks for more than the server gives at once", async () => {
  const sizes: number[] = [];
  const nameOf = customerNames(async (ids) => {
    sizes.push(ids.length);
    return ids.map(name);
  });
  const ids = Array.from({ length: 250 }, (_, n) => `c${n}`);
  expect((await Promise.all(ids.map(nameOf))).map((found) => found?.id)).toEqual(ids);
  expect(sizes).toEqual([100, 100, 50]);
});

test("a request that failed fails for those who asked, and others are asked for anew", async () => {
  let isDown = true;
  const nameOf = customerNames(async (ids) => {
    if (isDown) throw new Error("down");
    return ids.map(name);
  });
  await expect(nameOf("ada")).rejects.toThrow("down");
  isDown = false;
  expect(await nameOf("ada")).toEqual(name("ada"));
});
