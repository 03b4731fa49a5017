/** The guide to the SDK lists every public method of the client, and none that there is not. */
import { Farthing } from "@farthing/node";
import { expect, it } from "vitest";
import { documentedMethods } from "./documented-methods.js";

/** Names of what can be called on it and on the resources that it holds. */
function methodsOf(resource: object, prefix: string): string[] {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(resource)))
    .filter(([name, { value }]) => name !== "constructor" && typeof value === "function")
    .map(([name]) => prefix + name);
  const held = Object.entries(resource)
    .filter(([, value]) => typeof value === "object" && value !== null)
    .flatMap(([name, value]) => methodsOf(value, `${prefix}${name}.`));
  return [...methods, ...held];
}

it("docs/sdk.md has a line for every method of the client, and no other", () => {
  const farthing = new Farthing({ apiKey: "k" });
  const methods = [...methodsOf(farthing, ""), ...methodsOf(farthing.customer("x"), "customer(id).")];
  expect(methods.length).toBeGreaterThan(150);
  expect(
    documentedMethods()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(methods.sort());
});
