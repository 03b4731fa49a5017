/** Signing in and out, and links: what works without a session. */
import type { Schemas } from "./schemas";
import { send } from "./send";

const AUTH = "/api/operator/auth";

/** Whether a request found nobody signed in: never, or not any more. */
export const isSignedOut = (error: Error): boolean => (error as { status?: number }).status === 401;

export const signIn = (body: Schemas["SignIn"]) =>
  send<{ ok: true }>("POST", `${AUTH}/sign-in/email`, { body });
export const signOut = () => send<{ ok: true }>("POST", `${AUTH}/sign-out`, { body: {} });
export const changePassword = (body: { currentPassword: string; newPassword: string }) =>
  send<{ ok: true }>("POST", `${AUTH}/change-password`, { body });
export const readLink = (token: string) =>
  send<Schemas["OperatorLink"]>("POST", "/api/operator/links/read", { body: { token } });
export const acceptLink = (body: Schemas["AcceptOperatorLink"]) =>
  send<Schemas["AcceptedOperatorLink"]>("POST", "/api/operator/links/accept", { body });
