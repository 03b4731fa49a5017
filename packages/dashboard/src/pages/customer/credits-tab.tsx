/** Money that the next invoices cost less. */
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatSettlement, settlementFromTyped } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Dialog } from "../../parts/dialog";
import { AmountField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { Empty } from "../../parts/states";
import { PagedTable, RowActions } from "../../parts/table";
import { Day, dayEnd } from "../../parts/time";
import { concernsOf, useRefresh } from "./refresh";

type Credit = Schemas["CustomerCredit"];

export function CreditsTab({ customerId, currency }: { customerId: string; currency: string }) {
  const { api, environment, mayWrite } = useSession();
  const [giving, setGiving] = useState(false);
  const [revoking, setRevoking] = useState<Credit>();
  const paged = usePaged([environment, "credits", customerId], (cursor) =>
    api.customers.credits.list({ id: customerId, limit: 50, cursor }),
  );
  return (
    <Card
      flush
      title="Customer credits"
      actions={mayWrite && <Button onClick={() => setGiving(true)}>Give a credit</Button>}
    >
      <PagedTable
        label="Customer credits"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "Given", wide: true, cell: ({ createdAt }) => <Day at={createdAt} /> },
          { name: "Reason", cell: ({ reason }) => reason },
          { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
          {
            name: "Expires",
            wide: true,
            cell: ({ expiresAt }) => (expiresAt ? <Day at={expiresAt} /> : "Never"),
          },
          {
            name: "Amount",
            figure: true,
            wide: true,
            cell: (credit) => formatSettlement(credit.amount, credit.currency),
          },
          {
            name: "Left",
            figure: true,
            cell: (credit) => formatSettlement(credit.remaining, credit.currency),
          },
          {
            name: "Actions",
            figure: true,
            cell: (credit) =>
              mayWrite &&
              credit.status === "active" && (
                <RowActions>
                  <Button look="quiet" onClick={() => setRevoking(credit)}>
                    Take back
                  </Button>
                </RowActions>
              ),
          },
        ]}
        empty={
          <Empty title="No credits">Money that the next invoices cost less: a gift, or an apology.</Empty>
        }
      />
      {giving && <GiveCredit customerId={customerId} currency={currency} onClose={() => setGiving(false)} />}
      {revoking && (
        <Confirm
          title="Take the credit back?"
          description={`${formatSettlement(revoking.remaining, revoking.currency)} of it are left. What was used stays used.`}
          action="Take back"
          send={() => api.customers.credits.revoke({ id: customerId, creditId: revoking.id })}
          said="The credit is taken back."
          concerns={concernsOf(environment)}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Card>
  );
}

interface Giving {
  readonly customerId: string;
  readonly currency: string;
  readonly onClose: () => void;
}

function GiveCredit({ customerId, currency, onClose }: Giving) {
  const { api } = useSession();
  const refresh = useRefresh();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const amount = settlementFromTyped(typed, currency);
  const sending = useSending({
    send: async () => {
      if (!amount || amount < 0) throw new FieldError("amount", "Type an amount above 0.");
      return api.customers.credits.create({
        id: customerId,
        amount,
        currency,
        reason,
        expiresAt: dayEnd(until),
      });
    },
    onDone: (credit) => {
      refresh();
      toast.success(`${formatSettlement(credit.amount, credit.currency)} are theirs.`);
      onClose();
    },
  });
  return (
    <Dialog
      title="Give a credit"
      description="The next invoices cost less by it."
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Give it" fields={["amount", "reason", "expiresAt"]} onCancel={onClose}>
        <AmountField
          currency={currency}
          hint={amount ? formatSettlement(amount, currency) : "Such as 10.00"}
          value={typed}
          onType={setTyped}
          error={sending.errorAt("amount")}
        />
        <TextField
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={sending.errorAt("reason")}
        />
        <TextField
          label="Last day"
          type="date"
          hint="Leave empty for one that does not expire"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
          error={sending.errorAt("expiresAt")}
        />
      </Form>
    </Dialog>
  );
}
