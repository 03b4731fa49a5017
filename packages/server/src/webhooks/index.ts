export { Deliverer, type RunningDeliverer } from "./deliverer.js";
export { webhookEventEndpoints } from "./event-routes.js";
export { forgetOldDeliveries } from "./forget.js";
export { createDeliveryMetrics } from "./metrics.js";
export { webhookEndpoints } from "./routes.js";
