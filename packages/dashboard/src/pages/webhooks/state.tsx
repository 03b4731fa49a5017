import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";

export function WebhookState({ webhook }: { webhook: Schemas["Webhook"] }) {
  if (webhook.disabledReason === "gone") return <Badge tone="bad">off: it answered 410</Badge>;
  if (webhook.disabledReason === "failing") return <Badge tone="bad">off: it failed for days</Badge>;
  if (!webhook.isActive) return <Badge>off</Badge>;
  if (webhook.failingSince) return <Badge tone="warn">failing</Badge>;
  return <Badge tone="good">active</Badge>;
}
