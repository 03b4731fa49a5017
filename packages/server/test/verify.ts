import { expect } from "vitest";
import { verifyLedger } from "../src/charging/index.js";
import { createModelPricing } from "../src/models/index.js";
import type { TestInstance } from "./instance.js";

/** Fails with the first broken line. To be called at the end of every test that charges. */
export async function verifyTestLedger(instance: TestInstance): Promise<void> {
  const { broken } = await verifyLedger(instance.database.db, createModelPricing().pricesById);
  expect(broken).toBeUndefined();
}
