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

const settingsOf = ({ kind, collection, paymentRetryDays }: EnvironmentRow): Settings => ({
  collection: collection ?? (kind === "live" ? "checkout" : "immediate"),
  paymentRetryDays,
});

export const environmentSettings = async (
  db: Db,
  { environmentId }: Pick<Caller, "environmentId">,
): Promise<Settings> => settingsOf(await findEnvironment(db, environmentId));

export const changeSettings = async (
  db: Db,
  { environmentId }: Caller,
  changes: z.output<typeof UpdateEnvironmentSettings>,
): Promise<Settings> => settingsOf(await updateEnvironment(db, environmentId, changes));
