/** What an operator may do in an organization. */
import type { OperatorRole } from "@farthing/contract";
import type { KeyScope } from "../../platform/index.js";

/** Viewers read; everybody else may do what a key with full scope may, but for what {@link managesAccess} keeps. */
export const scopeOf = (role: OperatorRole): KeyScope => (role === "viewer" ? "read" : "full");

/** API keys and members: whoever may make them could make themselves anything. */
export const managesAccess = (role: OperatorRole): boolean => role === "owner" || role === "admin";

/** An admin may not make an owner, nor take one's place away. */
export const mayGive = (giver: OperatorRole, role: OperatorRole): boolean =>
  giver === "owner" || (giver === "admin" && role !== "owner");
