/** What a customer is, and how callers name one. */
import type { address, CreateCustomer, metadata, UpdateCustomer } from "@farthing/contract";
import type { z } from "zod";

export type Address = z.output<typeof address>;
export type Metadata = z.output<typeof metadata>;
export type NewCustomer = z.output<typeof CreateCustomer>;
export type CustomerChanges = z.output<typeof UpdateCustomer>;

/** The caller's own id for a new customer; `id` and `externalId` are two names of it. */
export const ownIdOf = (input: NewCustomer): string | undefined => input.id ?? input.externalId;

/**
 * The one a reference means: Farthing's own id goes before an external id that looks like one, so that no external
 * id can stand in for somebody else's customer.
 */
export function meant<T extends { readonly id: string; readonly externalId: string | null }>(
  candidates: readonly T[],
  reference: string,
): T | undefined {
  return (
    candidates.find((candidate) => candidate.id === reference) ??
    candidates.find((candidate) => candidate.externalId === reference)
  );
}
