import { ID_PREFIXES } from "@farthing/contract";
import fc from "fast-check";
import { TypeID } from "typeid-js";
import { expect, test, vi } from "vitest";
import { idFromUuid, isId, lowestUuidAt, newId, uuidFromId, writeIdBytes } from "./ids.js";

const prefix = fc.constantFrom(...Object.values(ID_PREFIXES));

test("ids and uuids pass into each other as the TypeID library has it, for every 128 bits", () => {
  fc.assert(
    fc.property(prefix, fc.uint8Array({ minLength: 16, maxLength: 16 }), (of, bytes) => {
      const hex = Buffer.from(bytes).toString("hex");
      const uuid = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
      const id = idFromUuid(of, uuid);
      expect(id).toBe(TypeID.fromUUID(of, uuid).toString());
      expect(uuidFromId(id)).toBe(uuid);
      const written = Buffer.alloc(20);
      writeIdBytes(id, written, 4);
      expect(written.subarray(4)).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 2_000 },
  );
});

test("a new id is a UUIDv7 of now, and no two are the same", () => {
  const before = Date.now();
  const ids = Array.from({ length: 10_000 }, () => newId("evt"));
  const after = Date.now();
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(isId("evt", id)).toBe(true);
    const uuid = uuidFromId(id);
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeAt = Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(after);
  }
});

test("what is not an id is refused, not read as another one", () => {
  const good = newId("cus");
  for (const bad of [
    "",
    "cus_",
    good.slice(0, -1),
    `${good}0`,
    `${good.slice(0, -1)}u`,
    `${good.slice(0, -1)}é`,
    `${good.slice(0, -1)}Z`,
    `cus_8${good.slice(5)}`,
    good.slice(4),
  ]) {
    expect(() => uuidFromId(bad), bad).toThrow("is not an id");
    expect(isId("cus", bad), bad).toBe(false);
  }
  expect(() => idFromUuid("cus", "0190-nonsense")).toThrow("is not a UUID");
  expect(isId("evt", good)).toBe(false);
});

test("ids that were made before a time sort before its lowest, those made from it on do not", () => {
  const before = lowestUuidAt(new Date());
  const uuid = uuidFromId(newId("evt"));
  expect(uuid > before).toBe(true);
  const madeAt = Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
  expect(uuid > lowestUuidAt(new Date(madeAt))).toBe(true);
  expect(uuid < lowestUuidAt(new Date(madeAt + 1))).toBe(true);
  expect(lowestUuidAt(new Date(0))).toBe("00000000-0000-0000-0000-000000000000");
});

test("ids sort as they were made: within one millisecond, and with the clock set back by less than a second", () => {
  const wall = vi.spyOn(Date, "now");
  const many = Array.from({ length: 10_000 }, () => newId("whe"));
  const now = Date.now();
  wall.mockReturnValue(now - 900);
  many.push(...Array.from({ length: 1_000 }, () => newId("whe")));
  wall.mockRestore();
  many.push(...Array.from({ length: 1_000 }, () => newId("whe")));
  expect(many).toEqual([...new Set(many)].sort());
});

test("ids of a clock that was far ahead and is set right are of the right time again", () => {
  const now = Date.now();
  const wall = vi.spyOn(Date, "now").mockReturnValue(now + 86_400_000);
  newId("whe");
  wall.mockReturnValue(now + 1_000);
  const [first, second] = [newId("whe"), newId("whe")];
  wall.mockRestore();
  expect([first < second, uuidFromId(first) < lowestUuidAt(new Date(now + 1_001))]).toEqual([true, true]);
});
