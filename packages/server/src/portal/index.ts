export { createCustomerAuthenticator } from "./authenticate-customer.js";
export { forgetPortalSessions } from "./forget.js";
export { portalEndpoints } from "./operations.js";
export type { OpenPage } from "./pages.js";
export { portalSessionEndpoints } from "./routes.js";
export { addPortalSessions } from "./session-routes.js";
