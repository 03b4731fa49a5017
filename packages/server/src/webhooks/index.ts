export { webhookEventEndpoints } from "./routes.js";
