/** First boot: an organization with its sandbox and live environments, and a sandbox key to begin with. */
import { addMs, type Clock, type Db, type Id, newId, transaction } from "../platform/index.js";
import { hashKey, newKey, prefixOf } from "./key.js";
import {
  type EnvironmentRow,
  findKeyByHash,
  findUsableKey,
  insertEnvironment,
  insertKey,
  insertOrganization,
  isUsableKeyOf,
  listEnvironments,
  lockBoot,
} from "./store.js";

interface FoundedInstance {
  readonly sandboxId: Id<"env">;
  readonly liveId: Id<"env">;
  /** A key of the sandbox that opens it, in clear: the one that was asked for, or a new one. Undefined where others do. */
  readonly sandboxKey: string | undefined;
  /** Prefix of such another, for the start-up line. */
  readonly existingKeyPrefix: string | undefined;
}

/**
 * Safe on every boot and on many nodes at once. `wantedKey` is created if it was never there; one that was revoked, or
 * has expired, stays so, and another is made where none is left.
 */
export function foundInstance(db: Db, clock: Clock, wantedKey: string | undefined): Promise<FoundedInstance> {
  return transaction(db, async (tx) => {
    await lockBoot(tx);
    const { sandbox, live } = await ensureEnvironments(tx, clock.real());
    const now = clock.real();
    return { sandboxId: sandbox.id, liveId: live.id, ...(await ensureKey(tx, sandbox.id, wantedKey, now)) };
  });
}

async function ensureKey(
  tx: Db,
  sandboxId: Id<"env">,
  wanted: string | undefined,
  now: Date,
): Promise<Pick<FoundedInstance, "sandboxKey" | "existingKeyPrefix">> {
  const make = async (sandboxKey: string) => {
    await insertKey(tx, keyRow(sandboxId, sandboxKey, "Sandbox key", "full", now, undefined));
    return { sandboxKey, existingKeyPrefix: undefined };
  };
  if (wanted && !(await findKeyByHash(tx, hashKey(wanted)))) return make(wanted);
  if (wanted && (await isUsableKeyOf(tx, sandboxId, wanted, now)))
    return { sandboxKey: wanted, existingKeyPrefix: undefined };
  const existing = await findUsableKey(tx, sandboxId, now);
  return existing ? { sandboxKey: undefined, existingKeyPrefix: existing.prefix } : make(newKey("sandbox"));
}

async function ensureEnvironments(
  tx: Db,
  now: Date,
): Promise<{ sandbox: EnvironmentRow; live: EnvironmentRow }> {
  const known = await listEnvironments(tx);
  const sandbox = known.find((environment) => environment.kind === "sandbox");
  const live = known.find((environment) => environment.kind === "live");
  if (sandbox && live) return { sandbox, live };
  const organizationId = newId("org");
  await insertOrganization(tx, { id: organizationId, name: "My organization", createdAt: now });
  const environment = (kind: "sandbox" | "live") =>
    insertEnvironment(tx, {
      id: newId("env"),
      organizationId,
      kind,
      configVersion: 1n,
      referencesVersion: 1n,
      createdAt: now,
    });
  return { sandbox: await environment("sandbox"), live: await environment("live") };
}

export function keyRow(
  environmentId: Id<"env">,
  key: string,
  name: string,
  scope: "full" | "ingest" | "read",
  now: Date,
  expiresInDays: number | undefined,
) {
  return {
    id: newId("key"),
    environmentId,
    name,
    scope,
    prefix: prefixOf(key),
    keyHash: hashKey(key),
    createdAt: now,
    expiresAt: expiresInDays === undefined ? null : addMs(now, expiresInDays * 86_400_000),
  };
}
