import { expect, test } from "vitest";
import { overlay } from "./overlay.js";

class Base {
  #secret = 42;
  name = "base";
  get secret() {
    return this.#secret;
  }
  reveal() {
    return this.#secret;
  }
  replaced() {
    return "old";
  }
}

test("methods and getters of the base reach its private fields", () => {
  const over = overlay(new Base(), {});
  expect(over.secret).toBe(42);
  expect(over.reveal()).toBe(42);
  expect(over.reveal).toBe(over.reveal);
});

test("what is laid over is found first, and the rest is still what it was", () => {
  const base = new Base();
  const over = overlay(base, { replaced: () => "new" });
  expect(over.replaced()).toBe("new");
  expect(base.replaced()).toBe("old");
  expect(over).toBeInstanceOf(Base);
  expect(over.constructor).toBe(Base);
  expect("name" in over && Object.keys(over)).toEqual(["name"]);
  over.name = "changed";
  expect(base.name).toBe("changed");
});

test("a frozen object can be overlaid", () => {
  const over = overlay(Object.freeze({ replaced: () => "old", kept: 1 }), { replaced: () => "new" });
  expect(over.replaced()).toBe("new");
  expect({ ...over }.replaced()).toBe("new");
  expect({ ...over }.kept).toBe(1);
});
