/** Whoever has a link sets a password with it; by an invitation, or a setup, they are an operator from then on. */
import { randomUUID } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { type Db, FarthingError, transaction } from "../../platform/index.js";
import { hashToken, normalEmail } from "./link.js";
import {
  findLink,
  findMemberByEmail,
  findOperatorByEmail,
  hasOwner,
  insertOperator,
  lockAccess,
  lockLink,
  type OperatorLinkRow,
  saveMembership,
  setPassword,
  useUpLinks,
} from "./store.js";

interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly name?: string | undefined;
  /** On a setup; else the link says whom it is for. */
  readonly email?: string | undefined;
}

const gone = (): FarthingError =>
  new FarthingError(
    "not_found",
    "This link was already used, has expired, or is not valid. Ask for a new one.",
    {
      param: "token",
    },
  );

/** @throws FarthingError `not_found` where it cannot be used any more */
export async function readLink(db: Db, now: Date, token: string): Promise<OperatorLinkRow> {
  return usable(db, now, await findLink(db, hashToken(token)));
}

async function usable(db: Db, now: Date, link: OperatorLinkRow | undefined): Promise<OperatorLinkRow> {
  if (!link || link.usedAt !== null || link.expiresAt <= now) throw gone();
  if (link.kind === "setup" && (await hasOwner(db, link.organizationId))) throw gone();
  if (link.kind === "reset" && !(await findMemberByEmail(db, link.organizationId, link.email!))) throw gone();
  return link;
}

/**
 * @returns the e-mail to sign in with
 * @throws FarthingError `not_found` as {@link readLink}, `validation_error` naming the field,
 * `forbidden` where the e-mail is an operator's whose password this is not
 */
export async function acceptLink(db: Db, now: Date, acceptance: Acceptance): Promise<{ email: string }> {
  // First, as whoever has no link is not to keep the server busy with hashing.
  await readLink(db, now, acceptance.token);
  // Before the transaction: it takes a tenth of a second, which no lock should be held for.
  const passwordHash = await hashPassword(acceptance.password);
  return transaction(db, async (tx) => {
    await lockAccess(tx);
    const link = await usable(tx, now, await lockLink(tx, hashToken(acceptance.token)));
    const email = normalEmail(link.email ?? acceptance.email ?? "");
    if (!email) throw required("email");
    await useUpLinks(tx, link, email, now);
    const accepted = { ...acceptance, email, passwordHash };
    if (link.kind === "reset") await reset(tx, now, link, accepted);
    else await join(tx, now, link, accepted);
    return { email };
  });
}

type Accepted = Acceptance & { readonly email: string; readonly passwordHash: string };

/** Another password and nothing else: what a member may do is for `changeMember` alone to say. */
async function reset(tx: Db, now: Date, { organizationId }: OperatorLinkRow, accepted: Accepted) {
  const { operator } = (await findMemberByEmail(tx, organizationId, accepted.email))!;
  await setPassword(tx, operator.id, accepted.passwordHash, now);
}

async function join(tx: Db, now: Date, { organizationId, role }: OperatorLinkRow, accepted: Accepted) {
  const operatorId = await operatorFor(tx, now, accepted);
  await saveMembership(tx, { organizationId, operatorId, role, createdAt: now });
}

async function operatorFor(
  tx: Db,
  now: Date,
  { email, name, password, passwordHash }: Accepted,
): Promise<string> {
  const known = await findOperatorByEmail(tx, email);
  if (known) {
    // Of before, or of another organization: the link alone does not open what they have there.
    if (!(await verifyPassword({ hash: known.password ?? "", password })))
      throw new FarthingError("forbidden", `${email} is already an operator here. Use that password.`, {
        param: "password",
      });
    return known.operator.id;
  }
  if (!name) throw required("name");
  const id = randomUUID();
  await insertOperator(
    tx,
    { id, name, email, emailVerified: false, image: null, createdAt: now, updatedAt: now },
    passwordHash,
  );
  return id;
}

const required = (param: string): FarthingError =>
  new FarthingError("validation_error", `${param}: is required`, { param });
