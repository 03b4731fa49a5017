/** Connects an environment to a payment provider, and takes that back. */
import type { ConnectPaymentProvider } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, invalid, transaction } from "../../platform/index.js";
import { lockEnvironment } from "../../tenancy/index.js";
import type { ConnectionRow } from "../schema.js";
import {
  countCards,
  countPending,
  findConnection,
  findLastConnection,
  forgetKeys,
  forgetProviderCustomers,
  resumeRetries,
  saveConnection,
} from "./connection-store.js";
import type { ConnectionRules } from "./connections.js";

/** So much of a key is shown; the rest cannot be guessed from it. */
const HINT_LENGTH = 4;
const KEY = /^(?:sk|rk)_(test|live)_\w+$/;

/**
 * Asks the provider whether it knows the key, and keeps it. Another key of the same account takes its place.
 * @throws FarthingError `validation_error` for a key of the other mode or one that the provider does not know;
 *   `invalid_state` where cards or charges are at another account; `unavailable` where the provider does not answer
 */
export async function connectProvider(
  db: Db,
  caller: Caller,
  { secretKey, webhookSecret }: z.output<typeof ConnectPaymentProvider>,
  rules: ConnectionRules,
): Promise<ConnectionRow> {
  assertMode(secretKey, caller.livemode);
  const account = await accountOf(secretKey, rules);
  return transaction(db, async (tx) => {
    const { environmentId } = caller;
    await lockEnvironment(tx, environmentId);
    const known = await findLastConnection(tx, environmentId);
    if (known && known.account !== account) await leaveAccount(tx, known, account);
    const row: ConnectionRow = {
      environmentId,
      provider: "stripe",
      account,
      secretKey: rules.sealer.seal(secretKey),
      webhookSecret: rules.sealer.seal(webhookSecret),
      keyHint: secretKey.slice(-HINT_LENGTH),
      webhookSecretHint: webhookSecret.slice(-HINT_LENGTH),
      connectedAt: caller.now(),
    };
    await saveConnection(tx, row);
    if (known && known.secretKey === null) await resumeRetries(tx, row, row.connectedAt);
    return row;
  });
}

/** Money that moves by a key of tests, or a card that is charged by a try, is what environments are apart for. */
function assertMode(secretKey: string, livemode: boolean): void {
  const mode = KEY.exec(secretKey)?.[1];
  const wanted = livemode ? "live" : "test";
  if (mode === wanted) return;
  throw invalid(
    "secretKey",
    mode
      ? `is a ${mode} key, but the ${livemode ? "live" : "sandbox"} environment takes ${wanted} keys`
      : `must be a secret or restricted Stripe key: sk_${wanted}_… or rk_${wanted}_…`,
  );
}

/** @returns null where the key may not read it */
async function accountOf(secretKey: string, { apiUrl, timeoutMs }: ConnectionRules): Promise<string | null> {
  const { readAccount } = await import("./stripe/account.js");
  const account = await readAccount({ secretKey, webhookSecret: "", apiUrl, timeoutMs });
  if (account === "unknown_key") throw invalid("secretKey", "is unknown to Stripe or was revoked there");
  return account;
}

/** Cards and charges cannot be taken along to another account. */
async function leaveAccount(tx: Db, known: ConnectionRow, account: string | null): Promise<void> {
  const cards = await countCards(tx, known);
  await assertNothingPending(tx, known);
  if (cards > 0)
    throw new FarthingError(
      "invalid_state",
      `The key belongs to account ${account ?? "(not readable)"}, but ${cards} cards are stored in account ${known.account ?? "(not readable)"} and can only be charged there. Remove them first.`,
      { param: "secretKey" },
    );
  await forgetProviderCustomers(tx, known);
}

async function assertNothingPending(tx: Db, { environmentId }: ConnectionRow): Promise<void> {
  const { charges, refunds } = await countPending(tx, environmentId);
  if (charges + refunds === 0) return;
  throw new FarthingError(
    "invalid_state",
    `${charges} payments and ${refunds} refunds are still in progress at the provider, and their results would be lost. Try again when they are settled.`,
  );
}

/** @throws FarthingError `invalid_state` while payments or refunds are under way */
export async function disconnectProvider(db: Db, { environmentId }: Caller): Promise<void> {
  await transaction(db, async (tx) => {
    await lockEnvironment(tx, environmentId);
    const known = await findConnection(tx, environmentId);
    if (!known) return;
    await assertNothingPending(tx, known);
    await forgetKeys(tx, environmentId);
  });
}
