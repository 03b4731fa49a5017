/** A key of the live environment, which the API alone cannot make: each key makes keys of its own environment. */
import { createKeyFor } from "../src/tenancy/index.js";
import type { TestInstance } from "./instance.js";

export const createLiveKey = async (instance: TestInstance): Promise<string> =>
  (await createKeyFor(instance.database.db, instance.clock, { kind: "live", name: "Test", scope: "full" }))
    .key;
