import type { Id } from "../platform/index.js";
import type { PortalCall } from "./own.js";

/**
 * Opens a page at which an invoice is paid.
 * @param returnTo where in the portal the customer comes back to
 * @returns its address; null where it is being charged already, or nobody takes money here
 */
export type OpenPage = (call: PortalCall, invoiceId: Id<"inv">, returnTo: string) => Promise<string | null>;
