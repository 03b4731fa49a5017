/** How a paid subscription begins: charged at once, or when it was paid at a page. */
import type { Caller, Db } from "../platform/index.js";
import { environmentSettings } from "../tenancy/index.js";
import type { Checkouts } from "./checkouts.js";

/** @param activate what was asked for; undefined: as the environment's setting `collection` says */
export async function isCollectedAtOnce(
  db: Db,
  caller: Pick<Caller, "environmentId" | "livemode">,
  checkouts: Pick<Checkouts, "providerOf">,
  activate: boolean | undefined,
): Promise<boolean> {
  if (activate !== undefined) return activate;
  const provider = await checkouts.providerOf(db, caller);
  return (await environmentSettings(db, caller, provider)).collection === "immediate";
}
