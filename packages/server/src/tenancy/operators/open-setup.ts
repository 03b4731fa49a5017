/** The first link of an instance: to whoever sees the server start, until there is an owner. */
import type { Clock, Db } from "../../platform/index.js";
import { createLink, linkPath } from "./link.js";
import { findOrganization, hasOwner } from "./store.js";

/** @returns the path of the link, or undefined where there is an owner */
export async function openSetup(db: Db, clock: Clock): Promise<string | undefined> {
  const organization = await findOrganization(db);
  if (!organization || (await hasOwner(db, organization.id))) return undefined;
  const link = { organizationId: organization.id, kind: "setup", role: "owner", email: null } as const;
  return linkPath((await createLink(db, clock.real(), link)).token);
}
