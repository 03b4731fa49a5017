/**
 * How a finalized invoice is collected. It is handed in by whoever puts the server together: what takes money stands
 * behind billing and not inside it.
 */
import type { Db } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";

/** `paid`: at once, with this commit. `open`: somebody will say later what became of it. */
export type Collected = { readonly status: "open" } | { readonly status: "paid"; readonly at: Date };

/** @param livemode false in a sandbox */
export type Collect = (tx: Db, invoice: InvoiceRow, livemode: boolean) => Promise<Collected> | Collected;

/** A sandbox pays at once, by a card that always works; in live the operator says what was paid. */
export const collectWithoutProvider: Collect = (_tx, invoice, livemode) =>
  livemode ? { status: "open" } : { status: "paid", at: invoice.issuedAt! };
