/** What takes the money here: Stripe with keys of its own, or what an environment has without it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Code, CopyButton, Id } from "../../parts/copy";
import { Loaded } from "../../parts/states";
import { formatTime } from "../../parts/time";
import { ConnectForm } from "./connect-form";

type Provider = Schemas["ConnectedPaymentProvider"];

const MEANS: Readonly<Record<Provider["provider"], string>> = {
  sandbox: "Test cards, built in: no money moves.",
  stripe: "Stripe charges the cards that your customers save.",
  manual: "None. Invoices stay open until you mark them as paid, for instance after a bank transfer.",
};

const TEST_RESULTS: Readonly<Record<Schemas["PaymentProviderTest"]["result"], string>> = {
  works: "Stripe accepts the key.",
  unknown_key: "Stripe no longer accepts the key. Connect with another one.",
  other_account: "The key works, but belongs to a different account than the connected one.",
  not_reachable: "Stripe did not answer. Try again shortly.",
};

export const providerQuery = ({
  api,
  environment,
}: Pick<ReturnType<typeof useSession>, "api" | "environment">) => ({
  queryKey: [environment, "settings", "payment-provider"],
  queryFn: () => api.settings.paymentProvider(),
});

export function ProviderCard() {
  const query = useQuery(providerQuery(useSession()));
  return (
    <Card title="Payment provider">
      <Loaded query={query}>{(provider) => <ProviderState provider={provider} />}</Loaded>
    </Card>
  );
}

function ProviderState({ provider }: { provider: Provider }) {
  const { me } = useSession();
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={provider.provider === "manual" ? "plain" : "good"}>{provider.provider}</Badge>
        {MEANS[provider.provider]}
      </p>
      {provider.stripe && <Connection stripe={provider.stripe} />}
      <WebhookAddress provider={provider} />
      {me.managesAccess ? (
        <Actions provider={provider} />
      ) : (
        <p className="text-sm text-ink-muted">Only an admin or the owner can connect and disconnect.</p>
      )}
    </div>
  );
}

const Connection = ({ stripe }: { stripe: NonNullable<Provider["stripe"]> }) => (
  <Facts
    facts={[
      ["Account", stripe.account ? <Id key="account" id={stripe.account} /> : "cannot be read with this key"],
      ["Secret key", <Code key="key">{`…${stripe.keyHint}`}</Code>],
      [
        "Webhook secret",
        stripe.webhookSecretHint ? <Code key="secret">{`…${stripe.webhookSecretHint}`}</Code> : "kept",
      ],
      ["Connected", formatTime(stripe.connectedAt)],
    ]}
  />
);

const WebhookAddress = ({ provider }: { provider: Provider }) => (
  <details className="text-sm" open={provider.stripe === null && provider.livemode}>
    <summary className="cursor-pointer font-medium">Webhook to add at Stripe</summary>
    <div className="mt-2 flex flex-col gap-2">
      <p className="text-ink-muted">
        At Stripe, under Developers → Webhooks, add this address and these events.
      </p>
      <p className="flex items-start gap-1">
        <Code>{provider.webhookUrl}</Code>
        <CopyButton text={provider.webhookUrl} label="Copy the webhook's address" />
      </p>
      <ul aria-label="Events of the webhook" className="flex flex-wrap gap-x-3 gap-y-1">
        {provider.webhookEvents.map((event) => (
          <li key={event}>
            <Code>{event}</Code>
          </li>
        ))}
      </ul>
    </div>
  </details>
);

function Actions({ provider }: { provider: Provider }) {
  const { api, environment } = useSession();
  const [open, setOpen] = useState<"connect" | "disconnect">();
  const test = useChange({
    change: () => api.settings.testPaymentProvider(),
    concerns: [],
    onDone: ({ result }) =>
      result === "works" ? toast.success(TEST_RESULTS[result]) : toast.error(TEST_RESULTS[result]),
  });
  const close = () => setOpen(undefined);
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {provider.stripe && (
        <>
          <Button look="danger" onClick={() => setOpen("disconnect")}>
            Disconnect
          </Button>
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            Test the connection
          </Button>
        </>
      )}
      <Button onClick={() => setOpen("connect")}>
        {provider.stripe ? "Replace the keys" : "Connect Stripe"}
      </Button>
      {open === "connect" && <ConnectForm provider={provider} onClose={close} />}
      {open === "disconnect" && (
        <Confirm
          title="Disconnect Stripe"
          description={`The keys are forgotten. ${
            provider.livemode
              ? "Invoices stay open until you mark them as paid."
              : "Charges go to test cards again, which move no money."
          } Saved cards stay listed, and can be charged again when the same account is connected.`}
          action="Disconnect"
          said="Stripe is disconnected."
          send={() => api.settings.disconnectPaymentProvider()}
          concerns={[[environment, "settings"]]}
          onClose={close}
        />
      )}
    </div>
  );
}
