/** Whoever has a link sets a password with it, and is an operator from then on. */
import { randomUUID } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { type Db, FarthingError, transaction } from "../../platform/index.js";
import { hashToken, normalEmail } from "./link.js";
import {
  findLink,
  findOperatorByEmail,
  hasOwner,
  insertOperator,
  lockLink,
  lockSetup,
  type OperatorLinkRow,
  saveMembership,
  setPassword,
  useLink,
} from "./store.js";

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly name?: string | undefined;
  /** On a setup; else the link says whom it is for. */
  readonly email?: string | undefined;
}

const gone = (): FarthingError =>
  new FarthingError("not_found", "This link was used already, has expired, or never was. Ask for another.", {
    param: "token",
  });

/** @throws FarthingError `not_found` where it cannot be used any more */
export async function readLink(db: Db, now: Date, token: string): Promise<OperatorLinkRow> {
  return usable(db, now, await findLink(db, hashToken(token)));
}

async function usable(db: Db, now: Date, link: OperatorLinkRow | undefined): Promise<OperatorLinkRow> {
  if (!link || link.usedAt !== null || link.expiresAt <= now) throw gone();
  if (link.kind === "setup" && (await hasOwner(db, link.organizationId))) throw gone();
  return link;
}

/**
 * @returns the e-mail to sign in with
 * @throws FarthingError `not_found` as {@link readLink}, `validation_error` naming the field,
 * `forbidden` where the e-mail is an operator's whose password this is not
 */
export async function acceptLink(db: Db, now: Date, acceptance: Acceptance): Promise<{ email: string }> {
  // Before the transaction: it takes a tenth of a second, which no lock should be held for.
  const passwordHash = await hashPassword(acceptance.password);
  return transaction(db, async (tx) => {
    await lockSetup(tx);
    const link = await usable(tx, now, await lockLink(tx, hashToken(acceptance.token)));
    const email = normalEmail(link.email ?? acceptance.email ?? "");
    if (!email) throw required("email");
    await useLink(tx, link.id, now);
    const operatorId = await operatorFor(tx, now, link, { ...acceptance, email, passwordHash });
    await saveMembership(tx, {
      organizationId: link.organizationId,
      operatorId,
      role: link.role,
      createdAt: now,
    });
    return { email };
  });
}

async function operatorFor(
  tx: Db,
  now: Date,
  link: OperatorLinkRow,
  { email, name, password, passwordHash }: Acceptance & { email: string; passwordHash: string },
): Promise<string> {
  const known = await findOperatorByEmail(tx, email);
  if (known && link.kind === "reset") {
    await setPassword(tx, known.operator.id, passwordHash, now);
    return known.operator.id;
  }
  if (known) {
    // Of another organization: the link alone does not open what they have there.
    if (!(await verifyPassword({ hash: known.password ?? "", password })))
      throw new FarthingError("forbidden", `${email} is an operator here already. Use that password.`, {
        param: "password",
      });
    return known.operator.id;
  }
  if (link.kind === "reset") throw gone();
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
