import { EnvironmentSettings, UpdateEnvironmentSettings } from "@farthing/contract";
import { type Caller, type Db, endpoint } from "../platform/index.js";
import {
  changeSettings,
  environmentSettings,
  type PaymentProvider,
  type Settings,
} from "./environment-settings.js";

/** @param providerOf what takes the money of the caller's environment */
export const settingsEndpoints = (providerOf: (db: Db, caller: Caller) => Promise<PaymentProvider>) => {
  const shape = (settings: Settings, provider: PaymentProvider, { livemode }: Caller) => ({
    object: "settings" as const,
    livemode,
    collection: settings.collection,
    paymentRetryDays: [...settings.paymentRetryDays],
    paymentProvider: provider,
  });
  return [
    endpoint({
      operationId: "getSettings",
      method: "get",
      path: "/settings",
      tag: "Settings",
      summary: "Get the environment's settings",
      answer: EnvironmentSettings,
      handle: async ({ db, caller }) => {
        const provider = await providerOf(db, caller);
        return shape(await environmentSettings(db, caller, provider), provider, caller);
      },
    }),
    endpoint({
      operationId: "updateSettings",
      method: "patch",
      path: "/settings",
      tag: "Settings",
      summary: "Change the environment's settings",
      body: UpdateEnvironmentSettings,
      answer: EnvironmentSettings,
      handle: async ({ db, caller, body }) => {
        const provider = await providerOf(db, caller);
        return shape(await changeSettings(db, caller, body, provider), provider, caller);
      },
    }),
  ];
};
