/** A link for one customer, which lets in whoever opens it first. */
import type { CreatePortalSession } from "@farthing/contract";
import type { z } from "zod";
import { type CustomerRow, findCustomerIdsByEmail, requireCustomer } from "../customers/index.js";
import { addMs, type Caller, type Db, FarthingError, type Id, invalid, newId } from "../platform/index.js";
import type { PortalSessionRow } from "./schema.js";
import { hashSecret, newSecret } from "./session-secret.js";
import { insertPortalSession } from "./store.js";

/** A customer is sent on to it at once; in a mail it would lie about for others to find. */
const LINK_LASTS_MS = 15 * 60_000;

interface CreatedPortalSession {
  readonly row: PortalSessionRow;
  readonly secret: string;
}

/**
 * @param realNow links live in real time, whatever a sandbox's clock says
 * @throws FarthingError `customer_not_found`; `validation_error` where several customers have the e-mail
 */
export async function createPortalSession(
  db: Db,
  caller: Caller,
  realNow: Date,
  input: z.output<typeof CreatePortalSession>,
): Promise<CreatedPortalSession> {
  const customerId = input.customerId
    ? (await requireCustomer(db, caller, input.customerId)).id
    : await customerWithEmail(db, caller, input.email!);
  const secret = newSecret();
  const row = await insertPortalSession(db, {
    id: newId("psn"),
    environmentId: caller.environmentId,
    customerId,
    returnUrl: input.returnUrl ?? null,
    linkHash: hashSecret(secret),
    linkExpiresAt: addMs(realNow, LINK_LASTS_MS),
    createdAt: realNow,
  });
  return { row, secret };
}

async function customerWithEmail(db: Db, caller: Caller, email: string): Promise<CustomerRow["id"]> {
  const ids: readonly Id<"cus">[] = await findCustomerIdsByEmail(db, caller.environmentId, email);
  if (ids.length > 1)
    throw invalid(
      "email",
      `${ids.length} customers have the e-mail address ${email}: send customerId instead`,
    );
  if (ids[0]) return ids[0];
  throw new FarthingError(
    "customer_not_found",
    `No customer in this environment has the e-mail address ${email}.`,
    {
      param: "email",
    },
  );
}
