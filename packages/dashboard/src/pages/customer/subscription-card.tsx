import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement, formatUnit } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Dialog } from "../../parts/dialog";
import { CheckField, SelectField, TextArea } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Empty, Loading } from "../../parts/states";
import { Day, formatDate } from "../../parts/time";

type Subscription = Schemas["Subscription"];

interface Props {
  readonly customerId: string;
  /** Null where there is none. */
  readonly subscription: Subscription | null | undefined;
}

export function SubscriptionCard({ customerId, subscription }: Props) {
  const { mayWrite } = useSession();
  const [open, setOpen] = useState<"create" | "cancel" | undefined>();
  const close = () => setOpen(undefined);
  return (
    <Card
      title="Subscription"
      actions={
        mayWrite &&
        (subscription === null ? (
          <Button onClick={() => setOpen("create")}>Subscribe</Button>
        ) : (
          subscription && <Button onClick={() => setOpen("cancel")}>Cancel…</Button>
        ))
      }
    >
      {subscription === undefined && <Loading rows={3} />}
      {subscription === null && (
        <Empty title="No subscription">Without one, usage is refused and kept.</Empty>
      )}
      {subscription && <Terms subscription={subscription} />}
      {open === "create" && <Subscribe customerId={customerId} onClose={close} />}
      {open === "cancel" && subscription && <Cancel subscription={subscription} onClose={close} />}
    </Card>
  );
}

function Terms({ subscription: s }: { subscription: Subscription }) {
  const left = s.balance
    ? `${formatUnit(s.balance.remaining, s.balance.currency)} of ${formatUnit(s.balance.included, s.balance.currency)}`
    : s.credits && formatUnit(s.credits.remaining, "credits");
  return (
    <Facts
      facts={[
        [
          "Plan",
          <Link
            key="plan"
            to="/plans/$id"
            params={{ id: s.plan.id } as never}
            className="text-accent underline"
          >
            {s.plan.name}
          </Link>,
        ],
        ["State", <StateBadge key="state" state={s.status} />],
        [
          "Price",
          s.billingInterval
            ? `${formatSettlement(s.plan.basePrice, s.currency)}, ${s.billingInterval}`
            : "Free",
        ],
        ...(left ? ([["Left", left]] as const) : []),
        [
          "Period",
          s.currentPeriod && (
            <span key="period">
              <Day at={s.currentPeriod.start} /> to <Day at={s.currentPeriod.end} />
              {s.cancelAtPeriodEnd && <span className="block text-warn">Ends then, and is not renewed</span>}
            </span>
          ),
        ],
      ]}
    />
  );
}

function useRefresh(customerId: string) {
  const { environment } = useSession();
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: [environment, "customers", customerId] });
    void queryClient.invalidateQueries({ queryKey: [environment, "ledger"] });
  };
}

function Subscribe({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { api, environment } = useSession();
  const refresh = useRefresh(customerId);
  const { data: plans } = useQuery({
    queryKey: [environment, "plans", "all"],
    queryFn: async () => (await api.plans.list({ includePrivate: true, limit: 100 })).data,
  });
  const [chosen, setChosen] = useState<string>();
  const planId = chosen ?? plans?.[0]?.id;
  const sending = useSending({
    send: () => api.subscriptions.create({ customerId, planId }),
    onDone: () => {
      refresh();
      toast.success("The subscription is created.");
      onClose();
    },
  });
  return (
    <Dialog title="Subscribe" open onOpenChange={onClose}>
      <Form sending={sending} action="Subscribe" fields={["planId"]} onCancel={onClose} disabled={!planId}>
        <SelectField
          label="Plan"
          value={planId}
          onChange={(event) => setChosen(event.target.value)}
          options={(plans ?? []).map((plan) => [plan.id, plan.name])}
          error={sending.errorAt("planId")}
          hint={plans?.length === 0 ? "There is no plan yet." : undefined}
        />
      </Form>
    </Dialog>
  );
}

function Cancel({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { api } = useSession();
  const refresh = useRefresh(subscription.customerId);
  const [reason, setReason] = useState("");
  const [immediate, setImmediate] = useState(false);
  const sending = useSending({
    send: () => api.subscriptions.cancel({ id: subscription.id, immediate, reason: reason || undefined }),
    onDone: () => {
      refresh();
      toast.success(immediate ? "The subscription has ended." : "The subscription will not be renewed.");
      onClose();
    },
  });
  const end = subscription.currentPeriod?.end;
  return (
    <Dialog
      title="Cancel the subscription"
      description={
        immediate
          ? "It ends now. Usage is refused from now on, and what is left of the balance is gone."
          : `It goes on until ${end ? formatDate(end) : "the end of the period"}, and is not renewed.`
      }
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Cancel it" fields={["reason"]} onCancel={onClose} look="danger">
        <TextArea label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        <CheckField
          label="At once"
          hint="Rather than at the end of the period"
          checked={immediate}
          onChange={(event) => setImmediate(event.target.checked)}
        />
      </Form>
    </Dialog>
  );
}
