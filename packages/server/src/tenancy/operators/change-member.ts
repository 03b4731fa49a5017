/** Another role for a member, or none; links of theirs open nothing any more. There is always an owner. */
import type { OperatorRole } from "@farthing/contract";
import { type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { mayGive } from "./role.js";
import {
  countOwners,
  deleteMembership,
  deleteOpenLinks,
  endSessions,
  findMember,
  lockAccess,
  saveMembership,
} from "./store.js";

export interface Change {
  readonly organizationId: Id<"org">;
  /** Who asks for it. */
  readonly by: OperatorRole;
  readonly operatorId: string;
  /** Undefined takes the membership away, and ends the operator's sessions. */
  readonly role: OperatorRole | undefined;
}

/** @throws FarthingError `not_found`, `forbidden` where an admin would touch an owner, `last_owner` */
export function changeMember(db: Db, { organizationId, by, operatorId, role }: Change) {
  return transaction(db, async (tx) => {
    await lockAccess(tx);
    const owners = await countOwners(tx, organizationId);
    const member = await findMember(tx, organizationId, operatorId);
    if (!member) throw new FarthingError("not_found", `There is no member ${operatorId}.`, { param: "id" });
    const { membership } = member;
    if (!mayGive(by, membership.role) || (role && !mayGive(by, role)))
      throw new FarthingError("forbidden", "Only an owner can make someone an owner, or change an owner.");
    if (membership.role === "owner" && role !== "owner" && owners === 1)
      throw new FarthingError(
        "last_owner",
        "An organization needs an owner. Make someone else an owner first.",
      );
    // Made for what they were.
    await deleteOpenLinks(tx, organizationId, member.operator.email);
    if (role === undefined) {
      await deleteMembership(tx, organizationId, operatorId);
      await endSessions(tx, operatorId);
    } else await saveMembership(tx, { ...membership, role });
    return member;
  });
}
