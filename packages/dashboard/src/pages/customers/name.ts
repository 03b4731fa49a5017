import type { Schemas } from "../../api/schemas";

export type Customer = Schemas["Customer"];

/** What a customer is called by: the best of what is known. */
export const nameOf = ({ fullName, externalId, email, id }: Schemas["CustomerName"]): string =>
  fullName ?? externalId ?? email ?? id;
