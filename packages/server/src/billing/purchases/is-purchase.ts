import type { InvoiceRow } from "../schema.js";

/** Whether it asks for something bought beside the plan. */
export const isPurchase = ({ reason }: Pick<InvoiceRow, "reason">): boolean =>
  reason === "credit_pack" || reason === "topup";
