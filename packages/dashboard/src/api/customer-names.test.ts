/** How names of customers are asked for. */
import { expect, test } from "vitest";
import { namesTogether } from "./customer-names";

test("names that are wanted at the same moment are one question, however many rows want them", async () => {
  const asked: (readonly string[])[] = [];
  const nameOf = namesTogether(async (ids) => {
    asked.push(ids);
    return ids.filter((id) => id !== "cus_none").map((id) => ({ id, name: `Name of ${id}` }));
  });
  expect(await Promise.all(["cus_a", "cus_b", "cus_a", "cus_none"].map(nameOf))).toEqual([
    "Name of cus_a",
    "Name of cus_b",
    "Name of cus_a",
    null,
  ]);
  expect(asked).toEqual([["cus_a", "cus_b", "cus_none"]]);
  expect(await nameOf("cus_c")).toBe("Name of cus_c");
  expect(asked).toHaveLength(2);
});

test("no question is for more than the server answers at once, and one that fails fails those that it is for", async () => {
  let largest = 0;
  const nameOf = namesTogether(async (ids) => {
    largest = Math.max(largest, ids.length);
    if (ids.includes("cus_0")) throw new Error("not now");
    return ids.map((id) => ({ id, name: id }));
  });
  const all = await Promise.allSettled(Array.from({ length: 150 }, (_, n) => nameOf(`cus_${n}`)));
  expect(largest).toBe(100);
  expect(all.map(({ status }) => status)).toEqual([
    ...Array(100).fill("rejected"),
    ...Array(50).fill("fulfilled"),
  ]);
});
