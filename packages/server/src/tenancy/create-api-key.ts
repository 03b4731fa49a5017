import type { CreateApiKey } from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Clock, Db } from "../platform/index.js";
import { keyRow } from "./found-instance.js";
import { type EnvironmentKind, newKey } from "./key.js";
import { type ApiKeyRow, insertKey, listEnvironments } from "./store.js";

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

/**
 * A key of the organization's sandbox or live environment, for the operator at the machine itself: no key exists yet
 * that could make the first live one.
 */
export async function createKeyFor(
  db: Db,
  clock: Clock,
  wanted: {
    kind: EnvironmentKind;
    name: string;
    scope: "full" | "ingest" | "read";
    expiresInDays?: number | undefined;
  },
): Promise<{ row: ApiKeyRow; key: string }> {
  const environment = (await listEnvironments(db)).find((candidate) => candidate.kind === wanted.kind);
  if (!environment) throw new Error("this database has no environments yet: start the server once");
  const key = newKey(wanted.kind);
  const row = await insertKey(
    db,
    keyRow(environment.id, key, wanted.name, wanted.scope, clock.real(), wanted.expiresInDays),
  );
  return { row, key };
}
