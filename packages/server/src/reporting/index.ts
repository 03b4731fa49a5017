export { addLiveUsage } from "./live-routes.js";
export { LiveUsage } from "./live-usage.js";
export { reportEndpoints } from "./routes.js";
