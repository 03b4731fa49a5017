/** Where `npm run build` puts the dashboard, seen from the sources and from what is built alike. */
import { fileURLToPath } from "node:url";

export const DASHBOARD_FOLDER = fileURLToPath(new URL("../dist/dashboard", import.meta.url));
/** What is not the dashboard's, where there is nothing. */
export const NOT_DASHBOARD = [
  "/api",
  "/docs",
  "/metrics",
  "/healthz",
  "/readyz",
  "/portal",
  "/checkout",
  "/provider-webhooks",
];
