import { FarthingError, type Id } from "../platform/index.js";
import type { LentOperations } from "./lent-operations.js";
import { type PortalCall, requireOwnInvoice } from "./own.js";

/**
 * Opens a page at which an invoice is paid.
 * @param returnTo where in the portal the customer comes back to
 * @returns its address; null where it is being charged already, or nobody takes money here
 * @throws FarthingError `amount_too_small`
 */
export type OpenPage = (call: PortalCall, invoiceId: Id<"inv">, returnTo: string) => Promise<string | null>;

/** For what is bought or changed already, and stays so: null also where the amount is too small for a page. */
export const pageIfPayable =
  (openPage: OpenPage): OpenPage =>
  async (...page) => {
    try {
      return await openPage(...page);
    } catch (error) {
      if (error instanceof FarthingError && error.code === "amount_too_small") return null;
      throw error;
    }
  };

/** Of what was changed already, where its invoice could not be paid by a card on file. @param invoiceId null where there is none */
export async function pageIfOwed(
  lent: LentOperations,
  openPage: OpenPage,
  call: PortalCall,
  invoiceId: string | null,
  returnTo: string,
): Promise<string | null> {
  if (invoiceId === null) return null;
  const { status } = await requireOwnInvoice(lent, call, invoiceId);
  return status === "open" ? pageIfPayable(openPage)(call, invoiceId as Id<"inv">, returnTo) : null;
}
