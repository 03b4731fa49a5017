import { EnvironmentSettings, UpdateEnvironmentSettings } from "@farthing/contract";
import { type Caller, endpoint } from "../platform/index.js";
import { changeSettings, environmentSettings, type Settings } from "./environment-settings.js";

/** @param providerOf what takes the money of an environment */
export const settingsEndpoints = (providerOf: (livemode: boolean) => "sandbox" | "stripe" | "manual") => {
  const shape = (settings: Settings, { livemode }: Caller) => ({
    object: "settings" as const,
    livemode,
    collection: settings.collection,
    paymentRetryDays: [...settings.paymentRetryDays],
    paymentProvider: providerOf(livemode),
  });
  return [
    endpoint({
      operationId: "getSettings",
      method: "get",
      path: "/settings",
      tag: "Settings",
      summary: "Get the environment's settings",
      answer: EnvironmentSettings,
      handle: async ({ db, caller }) => shape(await environmentSettings(db, caller), caller),
    }),
    endpoint({
      operationId: "updateSettings",
      method: "patch",
      path: "/settings",
      tag: "Settings",
      summary: "Change the environment's settings",
      body: UpdateEnvironmentSettings,
      answer: EnvironmentSettings,
      handle: async ({ db, caller, body }) => shape(await changeSettings(db, caller, body), caller),
    }),
  ];
};
