/** What can be done with an invoice in the state that it is in. */
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Confirm } from "../../parts/confirm";
import { saveFile } from "../../parts/save-file";
import { CreditForm } from "./credit-form";
import { SendForm } from "./send-form";
import { VoidForm } from "./void-form";

type Invoice = Schemas["Invoice"];
type Asked = "paid" | "uncollectible" | "void" | "finalize" | "delete" | "credit" | "send";

export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { api, mayWrite } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const pdf = useChange({
    change: () => api.invoices.pdf({ id: invoice.id }),
    concerns: [],
    onDone: (bytes) =>
      saveFile(`${invoice.number ?? invoice.id}.pdf`, bytes as Uint8Array<ArrayBuffer>, "application/pdf"),
  });
  return (
    <>
      <Button busy={pdf.isPending} onClick={() => pdf.mutate()}>
        Download PDF
      </Button>
      {mayWrite && invoice.status === "draft" && (
        <Button asChild>
          <Link to="/invoices/$id/edit" params={{ id: invoice.id } as never}>
            Edit…
          </Link>
        </Button>
      )}
      {mayWrite &&
        offered(invoice).map(([name, text]) => (
          <Button
            key={name}
            look={name === "void" || name === "delete" ? "danger" : "secondary"}
            onClick={() => setAsked(name)}
          >
            {text}
          </Button>
        ))}
      {asked && <Asking invoice={invoice} asked={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function offered({ status, total, amountCredited }: Invoice): (readonly [Asked, string])[] {
  if (status === "draft")
    return [
      ["finalize", "Finalize…"],
      ["delete", "Delete…"],
    ];
  const isOwed = status === "open" || status === "uncollectible";
  return [
    ...(status === "void" ? [] : ([["send", "Send…"]] as const)),
    ...(isOwed ? ([["paid", "Mark as paid…"]] as const) : []),
    ...(status !== "void" && amountCredited < total ? ([["credit", "Credit…"]] as const) : []),
    ...(status === "open" ? ([["uncollectible", "Write off…"]] as const) : []),
    ...(isOwed ? ([["void", "Void…"]] as const) : []),
  ];
}

interface AskingProps {
  readonly invoice: Invoice;
  readonly asked: Asked;
  readonly onClose: () => void;
}

function Asking({ invoice, asked, onClose }: AskingProps) {
  const { api, environment } = useSession();
  const navigate = useNavigate();
  const concerns = ["invoices", "payments", "customers", "purchases"].map((name) => [environment, name]);
  const { id, currency } = invoice;
  if (asked === "credit") return <CreditForm invoice={invoice} onClose={onClose} />;
  if (asked === "send") return <SendForm invoice={invoice} onClose={onClose} />;
  if (asked === "void") return <VoidForm invoice={invoice} onClose={onClose} />;
  if (asked === "delete")
    return (
      <Confirm
        title="Delete the draft?"
        description="It has no number yet, so this leaves no gap."
        action="Delete"
        send={() => api.invoices.delete({ id })}
        said="The draft is deleted."
        concerns={[]}
        onDone={() => void navigate({ to: "/invoices" as never })}
        onClose={onClose}
      />
    );
  if (asked === "finalize")
    return (
      <Confirm
        title="Finalize the invoice?"
        description="It gets a number and is collected. After that it can never change."
        action="Finalize"
        look="primary"
        send={() => api.invoices.finalize({ id })}
        said="The invoice is finalized."
        concerns={concerns}
        onClose={onClose}
      />
    );
  return (
    <Confirm
      title={asked === "paid" ? "Mark as paid?" : "Write off this invoice?"}
      description={
        asked === "paid"
          ? `${formatSettlement(invoice.amountDue, currency)} was paid by other means. Nothing more is charged, and any purchase on it is delivered.`
          : "It is no longer collected. You can still mark it as paid if the money arrives."
      }
      action={asked === "paid" ? "Mark as paid" : "Write off"}
      look={asked === "paid" ? "primary" : "danger"}
      send={() => api.invoices.setStatus({ id, status: asked })}
      said={`The invoice is ${asked}.`}
      concerns={concerns}
      onClose={onClose}
    />
  );
}
