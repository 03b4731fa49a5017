import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Code, Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { Time } from "../../parts/time";
import { EVERYTHING } from "../webhooks/event-types";
import { SecretDialog } from "../webhooks/secret-dialog";
import { WebhookState } from "../webhooks/state";
import { WebhookForm } from "../webhooks/webhook-form";
import { Deliveries } from "./deliveries";
import { DeliveryDetails } from "./delivery-details";
import { ReplayForm } from "./replay-form";
import { RotateSecret } from "./rotate-secret";

type Webhook = Schemas["Webhook"];

export function WebhookPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "webhooks", id],
    queryFn: () => api.webhooks.get({ id }),
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return <Content webhook={data} />;
}

function Content({ webhook }: { webhook: Webhook }) {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"edit" | "rotate" | "replay" | "delete">();
  const [secret, setSecret] = useState<string>();
  const [deliveryId, setDeliveryId] = useState<string>();
  const concerns = [[environment, "webhooks"]] as const;
  const close = () => setOpen(undefined);
  const test = useChange({
    change: () => api.webhooks.test({ id: webhook.id }),
    concerns,
    onDone: (delivery) => setDeliveryId(delivery.id),
  });
  const turn = useChange({
    change: (isActive: boolean) => api.webhooks.update({ id: webhook.id, isActive }),
    said: ({ isActive }) => (isActive ? "The webhook is on." : "The webhook is off."),
    concerns,
  });
  return (
    <Page
      title={new URL(webhook.url).host}
      above={
        <Link to="/webhooks" className="hover:text-ink">
          Webhooks
        </Link>
      }
      description={<Id id={webhook.id} />}
      actions={
        mayWrite && (
          <>
            <Button busy={test.isPending} onClick={() => test.mutate()}>
              Send a test
            </Button>
            <Button onClick={() => setOpen("replay")} disabled={!webhook.isActive}>
              Replay…
            </Button>
            <Button onClick={() => setOpen("rotate")}>Rotate secret…</Button>
            <Button onClick={() => setOpen("edit")}>Edit</Button>
            <Button busy={turn.isPending} onClick={() => turn.mutate(!webhook.isActive)}>
              {webhook.isActive ? "Switch off" : "Switch on"}
            </Button>
            <Button look="danger" onClick={() => setOpen("delete")}>
              Delete
            </Button>
          </>
        )
      }
    >
      <Card>
        <Facts
          facts={[
            ["URL", <Code key="url">{webhook.url}</Code>],
            ["State", <WebhookState key="state" webhook={webhook} />],
            ["Events sent", webhook.events.includes(EVERYTHING) ? "Everything" : webhook.events.join(", ")],
            ...(webhook.description ? ([["Description", webhook.description]] as const) : []),
            ...(webhook.failingSince
              ? ([["Failing since", <Time key="failing" at={webhook.failingSince} />]] as const)
              : []),
            ...(webhook.previousSecretExpiresAt
              ? ([
                  [
                    "Old secret",
                    <span key="old">
                      also signs until <Time at={webhook.previousSecretExpiresAt} />
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Card>
      <Deliveries webhook={webhook} onOpen={setDeliveryId} />
      {open === "edit" && <WebhookForm webhook={webhook} onClose={close} onSaved={close} />}
      {open === "rotate" && (
        <RotateSecret
          webhook={webhook}
          onClose={close}
          onRotated={(rotated) => {
            close();
            setSecret(rotated);
          }}
        />
      )}
      {open === "replay" && <ReplayForm webhook={webhook} onClose={close} />}
      {open === "delete" && (
        <Confirm
          title="Delete this webhook?"
          description="Nothing more is sent to it, and its deliveries are deleted. This cannot be undone."
          action="Delete"
          send={() => api.webhooks.delete({ id: webhook.id })}
          said="The webhook is deleted."
          concerns={[]}
          onDone={() => void navigate({ to: "/webhooks" as never })}
          onClose={close}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
      {deliveryId && (
        <DeliveryDetails webhook={webhook} id={deliveryId} onClose={() => setDeliveryId(undefined)} />
      )}
    </Page>
  );
}
