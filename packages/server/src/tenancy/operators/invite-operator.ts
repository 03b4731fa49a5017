/** A link for somebody who is to join, or who has forgotten the password. It is handed over by whoever made it. */
import { type OperatorRole, operatorEmail } from "@farthing/contract";
import { type Db, FarthingError, type Id, validate } from "../../platform/index.js";
import { type CreatedLink, createLink, normalEmail } from "./link.js";
import { findMemberByEmail } from "./store.js";

/** @throws FarthingError `duplicate` where the e-mail is a member's, `validation_error` where it is no e-mail address */
export async function inviteOperator(
  db: Db,
  now: Date,
  invitation: { organizationId: Id<"org">; email: string; role: OperatorRole },
): Promise<CreatedLink> {
  const email = normalEmail(validate(operatorEmail, invitation.email, "email"));
  if (await findMemberByEmail(db, invitation.organizationId, email))
    throw new FarthingError("duplicate", `${email} is already a member.`, { param: "email" });
  return createLink(db, now, { ...invitation, email, kind: "invitation" });
}

/** @throws FarthingError `not_found` where no member has the e-mail */
export async function resetPassword(
  db: Db,
  now: Date,
  { organizationId, email }: { organizationId: Id<"org">; email: string },
): Promise<CreatedLink> {
  const member = await findMemberByEmail(db, organizationId, normalEmail(email));
  if (!member)
    throw new FarthingError("not_found", `No operator has the e-mail address ${email}.`, { param: "email" });
  return createLink(db, now, {
    organizationId,
    kind: "reset",
    email: member.operator.email,
    role: member.membership.role,
  });
}
