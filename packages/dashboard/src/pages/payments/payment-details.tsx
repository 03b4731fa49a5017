/** One payment: each attempt at it with what came of it, and giving it back. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Facts } from "../../parts/card";
import { Code, CopyButton, Id } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Loaded } from "../../parts/states";
import { Time } from "../../parts/time";
import { CustomerLink } from "../customers/customer-link";
import { PaymentState } from "./columns";
import { RefundForm } from "./refund-form";

type Payment = Schemas["Payment"];
type Transaction = Schemas["Transaction"];

export function PaymentDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const { api, environment } = useSession();
  const [refunding, setRefunding] = useState<Transaction>();
  const payment = useQuery({
    queryKey: [environment, "payments", id],
    queryFn: () => api.payments.get({ id }),
  });
  const transactions = useQuery({
    queryKey: [environment, "payments", id, "transactions"],
    queryFn: async () => (await api.transactions.list({ paymentId: id, limit: 100 })).data,
  });
  if (refunding) return <RefundForm transaction={refunding} onClose={() => setRefunding(undefined)} />;
  return (
    <Dialog title="Payment" side open onOpenChange={onClose}>
      <Loaded query={payment}>{(loaded) => <Details payment={loaded} />}</Loaded>
      <section>
        <h3 className="mb-2 text-sm font-semibold">Attempts</h3>
        <Loaded query={transactions}>
          {(list) =>
            list.length === 0 ? (
              <p className="text-sm text-ink-muted">
                {payment.data?.status === "succeeded"
                  ? "The customer's credits covered it: nothing was taken."
                  : "It has not been tried yet."}
              </p>
            ) : (
              <ol className="flex flex-col divide-y rounded-md border">
                {list.map((transaction) => (
                  <li key={transaction.id} className="p-3">
                    <Attempt transaction={transaction} onRefund={() => setRefunding(transaction)} />
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      </section>
    </Dialog>
  );
}

function Details({ payment }: { payment: Payment }) {
  const { api, environment, mayWrite } = useSession();
  const money = (amount: number) => formatSettlement(amount, payment.currency);
  const cancel = useChange({
    change: () => api.payments.cancel({ id: payment.id }),
    said: "The payment is canceled.",
    concerns: [[environment, "payments"]],
  });
  return (
    <>
      <Facts
        facts={[
          ["Amount", <strong key="amount">{money(payment.amount)}</strong>],
          ["State", <PaymentState key="state" payment={payment} />],
          ...(payment.dispute
            ? ([
                [
                  "In dispute",
                  `${money(payment.dispute.amount)}${payment.dispute.reason ? `, ${payment.dispute.reason.replaceAll("_", " ")}` : ""}`,
                ],
              ] as const)
            : []),
          ...(payment.amountRefunded > 0 ? ([["Refunded", money(payment.amountRefunded)]] as const) : []),
          ["For", payment.description],
          ["Id", <Id key="id" id={payment.id} />],
          ["Customer", <CustomerLink key="customer" id={payment.customerId} />],
          [
            "Invoice",
            payment.invoiceId && (
              <Link
                key="invoice"
                to="/invoices/$id"
                params={{ id: payment.invoiceId } as never}
                className="text-accent underline"
              >
                <Code>{payment.invoiceId}</Code>
              </Link>
            ),
          ],
          ["Taken by", payment.provider],
          ...(payment.nextRetryAt
            ? ([["Next attempt", <Time key="next" at={payment.nextRetryAt} />]] as const)
            : []),
          ...(payment.checkoutUrl && payment.status === "pending"
            ? ([
                [
                  "Page to pay at",
                  <span key="page" className="inline-flex items-center gap-1">
                    <a
                      href={payment.checkoutUrl}
                      target="_blank"
                      rel="noreferrer"
                      className="text-accent underline"
                    >
                      Open
                    </a>
                    <CopyButton text={payment.checkoutUrl} label="Copy the page's address" />
                  </span>,
                ],
              ] as const)
            : []),
        ]}
      />
      {mayWrite && payment.status === "pending" && (
        <div>
          <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel the payment
          </Button>
        </div>
      )}
    </>
  );
}

function Attempt({ transaction: t, onRefund }: { transaction: Transaction; onRefund: () => void }) {
  const { api, environment, mayWrite } = useSession();
  const retry = useChange({
    change: () => api.transactions.retry({ id: t.id }),
    said: ({ status }) => (status === "succeeded" ? "It is paid." : `It is ${status} again.`),
    concerns: [
      [environment, "payments"],
      [environment, "invoices"],
    ],
  });
  const isPaid = t.status === "succeeded" || t.status === "partially_refunded";
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <span className="flex flex-wrap items-center gap-2">
        <StateBadge state={t.status} />
        <Time at={t.createdAt} />
        {t.paymentMethod && (
          <span className="text-ink-muted">
            {t.paymentMethod.brand} ···· {t.paymentMethod.last4}
          </span>
        )}
      </span>
      {t.failureMessage && <span className="text-bad">{t.failureMessage}</span>}
      {t.amountRefunded > 0 && (
        <span className="text-ink-muted">{formatSettlement(t.amountRefunded, t.currency)} given back</span>
      )}
      {t.providerReference && (
        <span className="text-ink-muted">
          Reference <Code>{t.providerReference}</Code>
        </span>
      )}
      {mayWrite && (isPaid || t.status === "failed") && (
        <span className="mt-1">
          {isPaid ? (
            <Button onClick={onRefund}>Refund…</Button>
          ) : (
            <Button busy={retry.isPending} onClick={() => retry.mutate()}>
              Try again
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
