/** One event on its way to one webhook: each attempt with the answer, and the event as it is sent. */
import { useQuery } from "@tanstack/react-query";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber } from "../../money/money";
import { Badge, StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Facts } from "../../parts/card";
import { Code, Id, Snippet } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Loaded } from "../../parts/states";
import { Time } from "../../parts/time";

type Detail = Schemas["WebhookDeliveryDetail"];

interface Props {
  readonly webhook: Schemas["Webhook"];
  readonly id: string;
  readonly onClose: () => void;
}

export function DeliveryDetails({ webhook, id, onClose }: Props) {
  const { api, environment } = useSession();
  const query = useQuery({
    queryKey: [environment, "webhooks", webhook.id, "deliveries", id],
    queryFn: () => api.webhooks.deliveries.get({ id: webhook.id, deliveryId: id }),
    // Until it is known what became of it.
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? 2_000 : false),
  });
  return (
    <Dialog title="Delivery" side open onOpenChange={onClose}>
      <Loaded query={query}>{(delivery) => <Details webhook={webhook} delivery={delivery} />}</Loaded>
    </Dialog>
  );
}

function Details({ webhook, delivery }: { webhook: Schemas["Webhook"]; delivery: Detail }) {
  const { api, environment, mayWrite } = useSession();
  const replay = useChange({
    change: () => api.webhooks.deliveries.replay({ id: webhook.id, deliveryId: delivery.id }),
    said: "The event is being sent again.",
    concerns: [[environment, "webhooks", webhook.id]],
  });
  return (
    <>
      <Facts
        facts={[
          ["Event", <Code key="type">{delivery.type}</Code>],
          ["State", <StateBadge key="state" state={delivery.status} />],
          ["webhook-id", <Id key="id" id={delivery.eventId} />],
          ["Made", <Time key="made" at={delivery.createdAt} />],
          ...(delivery.deliveredAt
            ? ([["Delivered", <Time key="delivered" at={delivery.deliveredAt} />]] as const)
            : []),
          ...(delivery.nextAttemptAt
            ? ([["Next attempt", <Time key="next" at={delivery.nextAttemptAt} />]] as const)
            : []),
        ]}
      />
      {mayWrite && webhook.isActive && delivery.event && delivery.status !== "pending" && (
        <div>
          <Button look="primary" busy={replay.isPending} onClick={() => replay.mutate()}>
            Replay
          </Button>
        </div>
      )}
      <section>
        <h3 className="mb-2 text-sm font-semibold">Attempts</h3>
        {delivery.attempts.length === 0 ? (
          <p className="text-sm text-ink-muted">None yet.</p>
        ) : (
          <ol className="flex flex-col divide-y rounded-md border">
            {delivery.attempts.map((attempt) => (
              <li key={`${attempt.startedAt} ${attempt.number}`} className="flex flex-col gap-1 p-3 text-sm">
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone={attempt.error ? "bad" : "good"}>
                    {attempt.statusCode ?? attempt.error ?? ""}
                  </Badge>
                  <Time at={attempt.startedAt} />
                  <span className="text-ink-muted">{formatNumber(attempt.durationMs)} ms</span>
                </span>
                {attempt.error && attempt.statusCode !== null && (
                  <span className="text-ink-muted">{attempt.error}</span>
                )}
                {attempt.response && <Code>{attempt.response}</Code>}
              </li>
            ))}
          </ol>
        )}
      </section>
      {delivery.event ? (
        <Snippet label="event as it is sent" code={JSON.stringify(delivery.event, null, 2)} />
      ) : (
        <p className="text-sm text-ink-muted">Events are deleted after 30 days.</p>
      )}
    </>
  );
}
