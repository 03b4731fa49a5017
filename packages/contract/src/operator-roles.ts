/** Without a schema, for programs that need no more of the contract. What each may do is in docs/dashboard.md. */
export const OPERATOR_ROLES = ["owner", "admin", "member", "viewer"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];
