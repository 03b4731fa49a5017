/** How an environment collects, as its operator has set it. */
import type { UpdateEnvironmentSettings } from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Db } from "../platform/index.js";
import { type EnvironmentRow, findEnvironment, updateEnvironment } from "./store.js";

export interface Settings {
  /** How a paid subscription starts: charged at once, or paid at a page first. */
  readonly collection: "immediate" | "checkout";
  /** Days after an invoice on which its payment is tried; begins with 0. */
  readonly paymentRetryDays: readonly number[];
}

/** What takes the money of an environment; it stands behind this room, and so it is handed in. */
export type PaymentProvider = "sandbox" | "stripe" | "manual";

/** A sandbox's own provider charges whoever has no card; any other needs one, which is saved at a page. */
const settingsOf = (
  { collection, paymentRetryDays }: EnvironmentRow,
  provider: PaymentProvider,
): Settings => ({
  collection: collection ?? (provider === "sandbox" ? "immediate" : "checkout"),
  paymentRetryDays,
});

export const environmentSettings = async (
  db: Db,
  { environmentId }: Pick<Caller, "environmentId">,
  provider: PaymentProvider,
): Promise<Settings> => settingsOf(await findEnvironment(db, environmentId), provider);

export const changeSettings = async (
  db: Db,
  { environmentId }: Caller,
  changes: z.output<typeof UpdateEnvironmentSettings>,
  provider: PaymentProvider,
): Promise<Settings> => settingsOf(await updateEnvironment(db, environmentId, changes), provider);
