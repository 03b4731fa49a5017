export { UsageMalformedError, UsageMissingError } from "./errors.js";
export type {
  TrackedCall,
  TrackedEvent,
  TrackedOptions,
  TrackingClient,
} from "./options.js";
export type { AiSdkUsageContext } from "./pools/ai-sdk.js";
export type { TokenPools } from "./pools/pools.js";
export { usageFrom } from "./pools/usage-from.js";
export { type TrackableModel, tracked } from "./tracked.js";
