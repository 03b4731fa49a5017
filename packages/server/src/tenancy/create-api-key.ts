import type { CreateApiKey } from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Db } from "../platform/index.js";
import { keyRow } from "./found-instance.js";
import { newKey } from "./key.js";
import { type ApiKeyRow, insertKey } from "./store.js";

/** A new key of the caller's environment. The key itself is in the answer, and nowhere else ever. */
export async function createApiKey(
  db: Db,
  caller: Caller,
  realNow: Date,
  input: z.output<typeof CreateApiKey>,
): Promise<{ row: ApiKeyRow; key: string }> {
  const key = newKey(caller.livemode ? "live" : "sandbox");
  const row = await insertKey(
    db,
    keyRow(caller.environmentId, key, input.name, input.scope, realNow, input.expiresInDays),
  );
  return { row, key };
}
