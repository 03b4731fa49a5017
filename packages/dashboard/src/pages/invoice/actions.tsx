/** What can be done with an invoice in the state that it is in. */
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Confirm } from "../../parts/confirm";
import { saveFile } from "../../parts/save-file";

type Invoice = Schemas["Invoice"];

export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { api, environment, mayWrite } = useSession();
  const [asking, setAsking] = useState<"paid" | "void">();
  const pdf = useChange({
    change: () => api.invoices.pdf({ id: invoice.id }),
    concerns: [],
    onDone: (bytes) =>
      saveFile(`${invoice.number ?? invoice.id}.pdf`, bytes as Uint8Array<ArrayBuffer>, "application/pdf"),
  });
  const isOwed = invoice.status === "open" || invoice.status === "uncollectible";
  return (
    <>
      <Button busy={pdf.isPending} onClick={() => pdf.mutate()}>
        Download PDF
      </Button>
      {mayWrite && isOwed && (
        <>
          <Button onClick={() => setAsking("paid")}>Mark as paid</Button>
          <Button look="danger" onClick={() => setAsking("void")}>
            Void
          </Button>
        </>
      )}
      {asking && (
        <Confirm
          title={asking === "paid" ? "Mark as paid?" : "Void this invoice?"}
          description={
            asking === "paid"
              ? `${formatSettlement(invoice.total, invoice.currency)} came by other means. Nothing is charged any more, and what it was for is given.`
              : "Nothing is to be paid for it any more. Its number stays, and it cannot be undone."
          }
          action={asking === "paid" ? "Mark as paid" : "Void"}
          look={asking === "paid" ? "primary" : "danger"}
          send={() => api.invoices.setStatus({ id: invoice.id, status: asking })}
          said={`The invoice is ${asking}.`}
          concerns={["invoices", "payments", "customers"].map((name) => [environment, name])}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
