export { createOperatorAuth, type OperatorAuth } from "./auth.js";
export { addOperatorAuth } from "./auth-routes.js";
export {
  createOperatorAuthenticator,
  ENVIRONMENT_HEADER,
  type OperatorAuthenticator,
} from "./authenticate-operator.js";
export { inviteOperator, resetPassword } from "./invite-operator.js";
export { linkPath } from "./link.js";
export { mailEndpoints } from "./mail-routes.js";
export { openSetup } from "./open-setup.js";
export { OPERATOR_ROLES, type OperatorRole } from "./role.js";
export { operatorEndpoints } from "./routes.js";
export { assertSameOrigin } from "./same-origin.js";
export { findOrganization, findOrganizationOf, forgetExpired } from "./store.js";
