import { useNavigate } from "@tanstack/react-router";
import { usePaged } from "../../api/paged";
import { formatSettlement } from "../../money/money";
import { Badge, type Tone } from "../../parts/badge";
import { Card } from "../../parts/card";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { type Invoice, pdfOf, portalApi } from "../api";
import { PortalPage } from "../frame/page";
import { reasonName, stateName } from "../parts/wording";
import { CreditNotes } from "./credit-notes";
import { Credits } from "./credits";
import { PdfLink } from "./pdf-link";

const TONES: Readonly<Record<string, Tone>> = { open: "warn", paid: "good", uncollectible: "bad" };
export const InvoiceState = ({ status }: Pick<Invoice, "status">) => (
  <Badge tone={TONES[status] ?? "plain"}>{stateName(status)}</Badge>
);

export function InvoicesPage() {
  const navigate = useNavigate();
  const paged = usePaged(["invoices", "all"], (cursor) => portalApi.invoices({ cursor, limit: 25 }));
  return (
    <PortalPage title="Invoices">
      <Card flush>
        <PagedTable
          label="Invoices"
          paged={paged}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: "/invoices/$id", params: { id } as never })}
          columns={[
            {
              name: "Number",
              cell: ({ number, issuedAt }) => (
                <>
                  <span className="font-medium whitespace-nowrap">{number}</span>
                  <span className="block text-xs text-ink-muted md:hidden">
                    {issuedAt && <Day at={issuedAt} />}
                  </span>
                </>
              ),
            },
            { name: "For", wide: true, cell: ({ reason, description }) => description ?? reasonName(reason) },
            { name: "Date", wide: true, cell: ({ issuedAt }) => issuedAt && <Day at={issuedAt} /> },
            { name: "State", cell: InvoiceState },
            {
              name: "Amount",
              figure: true,
              cell: ({ total, currency }) => formatSettlement(total, currency),
            },
            {
              name: "PDF",
              wide: true,
              cell: ({ id, number }) => <PdfLink href={pdfOf(id)} name={number} />,
            },
          ]}
          empty={<Empty title="No invoices yet" />}
        />
      </Card>
      <Credits />
      <CreditNotes />
    </PortalPage>
  );
}
