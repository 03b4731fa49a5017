/** What is behind a line of an invoice, or behind what a credit note takes back of it. */
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { LineEvents } from "./line-events";
import { LineSeatEvents } from "./line-seat-events";

type Line = Schemas["InvoiceLine"];

const OPENS: Partial<Record<Line["kind"], string>> = {
  feature_overage: "Open its events",
  balance_overage: "Open its events",
  late_usage: "Open its events",
  feature_seats: "Open its changes of seats",
};

/** In words; undefined for a line that has nothing behind it. */
export const opensTo = ({ kind }: Line): string | undefined => OPENS[kind];

interface Props {
  readonly invoice: Pick<Schemas["Invoice"], "id" | "currency">;
  readonly line: Line;
  /** The line of a credit note that leads to it. */
  readonly credited?: { readonly noteId: string; readonly lineId: string; readonly said: string };
  readonly onClose: () => void;
}

export function BehindLine({ invoice, line, credited, onClose }: Props) {
  const { api, environment } = useSession();
  if (line.kind === "feature_seats")
    return <LineSeatEvents invoiceId={invoice.id} line={line} onClose={onClose} />;
  if (credited)
    return (
      <LineEvents
        line={line}
        currency={invoice.currency}
        description={`${credited.said} The usage behind it, newest first.`}
        queryKey={[environment, "credit-notes", credited.noteId, "lines", credited.lineId]}
        list={(page) =>
          api.creditNotes.listLineEvents({ id: credited.noteId, line: credited.lineId, ...page })
        }
        onClose={onClose}
      />
    );
  return (
    <LineEvents
      line={line}
      currency={invoice.currency}
      description="The usage behind this line, newest first."
      queryKey={[environment, "invoices", invoice.id, "lines", line.id]}
      list={(page) => api.invoices.listLineEvents({ id: invoice.id, line: line.id, ...page })}
      onClose={onClose}
    />
  );
}
