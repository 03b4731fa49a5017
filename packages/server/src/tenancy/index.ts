export { createAuthenticator } from "./authenticate.js";
export { brandingEndpoints } from "./branding-routes.js";
export {
  type BrandingRow,
  findBranding,
  findLinkSecret,
  findLogo,
  linkSecretOf,
} from "./branding-store.js";
export { createKeyFor } from "./create-api-key.js";
export { EnvironmentClocks } from "./environment-clocks.js";
export { environmentSettings, type PaymentProvider } from "./environment-settings.js";
export { foundInstance } from "./found-instance.js";
export { prefixOf, SANDBOX_KEY_PATTERN } from "./key.js";
export * from "./operators/index.js";
export { apiKeyEndpoints } from "./routes.js";
export { environments } from "./schema.js";
export { settingsEndpoints } from "./settings-routes.js";
export {
  findEnvironment,
  freezeClock,
  isUsableKeyOf,
  listEnvironments,
  lockEnvironment,
  raiseConfigVersion,
  raiseReferencesVersion,
} from "./store.js";
