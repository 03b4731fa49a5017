/** How a paid subscription begins, in words. */
import type { Schemas } from "../../api/schemas";

export const COLLECTION: readonly (readonly [Schemas["EnvironmentSettings"]["collection"], string])[] = [
  ["immediate", "Charge at once, and begin"],
  ["checkout", "Begin when the customer has paid at a page"],
];
