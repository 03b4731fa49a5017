/** Each page of the dashboard, and those filters that ask the server something else. */
import type { Api } from "../api.js";
import { AI_FEATURE, customerId, MODEL } from "../workload.js";

/** The busiest customer of the workload. */
const BUSIEST = customerId(1);

/** Those of the portal of whoever has most, and whatever they open there. */
export async function portalPagesOver(api: Api): Promise<readonly string[]> {
  const { data: invoices } = await api.get(`/invoices?customerId=${BUSIEST}&limit=1`);
  const { data: events } = await api.get(`/usage/events?customerId=${BUSIEST}&feature=${AI_FEATURE}&limit=1`);
  return [
    "",
    "/usage",
    `/usage?receipt=${events[0].id}`,
    `/usage?feature=${AI_FEATURE}`,
    `/usage?model=${encodeURIComponent(MODEL)}`,
    "/usage?tab=balance",
    "/buy",
    "/plan",
    "/seats",
    "/payment-methods",
    "/invoices",
    `/invoices/${invoices[0].id}`,
  ].map((path) => `/portal${path}`);
}

/** What is paged through to its end: of the busiest customer, a tenth of all that there is. */
export const PORTAL_LISTS = ["/api/portal/receipts", "/api/portal/entries"] as const;

/** A link that lets a browser in as that customer. */
export const portalLink = async (api: Api): Promise<string> =>
  (await api.post("/portal/sessions", { customerId: BUSIEST })).portalUrl;

export async function pagesOver(api: Api): Promise<readonly string[]> {
  const busiest = await api.get(`/customers/${BUSIEST}`);
  const { data: invoices } = await api.get(`/invoices?customerId=${BUSIEST}&limit=1`);
  return [
    "/overview",
    "/getting-started",
    "/customers",
    "/customers?search=99",
    `/customers/${busiest.id}`,
    ...["usage", "invoices", "payments", "seats", "credits"].map(
      (tab) => `/customers/${busiest.id}?tab=${tab}`,
    ),
    "/subscriptions",
    "/subscriptions?status=past_due",
    "/subscriptions?search=99",
    "/subscriptions?planId=bench",
    "/invoices",
    "/invoices?status=open",
    "/invoices?from=2026-01-01&to=2026-12-31",
    `/invoices/${invoices[0].id}`,
    "/payments",
    "/payments?status=failed",
    "/plans",
    "/plans/bench",
    "/plan-groups",
    "/credit-packs",
    "/features",
    "/ai-costs",
    `/ai-costs?customerId=${BUSIEST}`,
    `/ai-costs?feature=${AI_FEATURE}`,
    "/events",
    `/events?customerId=${BUSIEST}`,
    `/events?feature=${AI_FEATURE}`,
    "/refused-usage",
    "/refused-usage?reason=insufficient_balance",
    "/models",
    "/test-clock",
    "/webhooks",
    "/api-keys",
    "/members",
    "/settings",
  ];
}
