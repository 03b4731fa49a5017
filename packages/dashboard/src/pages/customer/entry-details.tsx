/** One entry of the ledger that is not of a usage event: how much, why, and what it left. */
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/schemas";
import { formatUnitNanos } from "../../money/money";
import { Facts } from "../../parts/card";
import { Code, Id } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Time } from "../../parts/time";

type Entry = Schemas["LedgerEntry"];

/** What each kind is, for whoever has not read the guide. */
const MEANS: Readonly<Record<Entry["type"], string>> = {
  allowance: "What the plan includes, added at the start of a period",
  consumption: "Usage that was charged",
  topup: "Bought",
  adjustment: "Adjusted by hand",
  reset: "A debt removed: invoiced, paid from what was bought, or written off",
  expiry: "Included balance that was not used before the period ended",
  hold: "Reserved for usage in progress",
  release: "Reserved but not used",
};

export function EntryDetails({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  return (
    <Dialog title="Ledger entry" description={MEANS[entry.type]} side open onOpenChange={onClose}>
      <Facts
        facts={[
          ["Id", <Id key="id" id={entry.id} />],
          ["For", entry.description],
          ["Amount", formatUnitNanos(entry.amountNanos, entry.unit)],
          ["Balance after", formatUnitNanos(entry.balanceAfterNanos, entry.unit)],
          ["Written", <Time key="at" at={entry.createdAt} />],
          ...(entry.invoiceId
            ? ([
                [
                  "Invoice",
                  <Link
                    key="invoice"
                    to="/invoices/$id"
                    params={{ id: entry.invoiceId } as never}
                    className="text-accent underline"
                  >
                    <Code>{entry.invoiceId}</Code>
                  </Link>,
                ],
              ] as const)
            : []),
          ["Subscription", entry.subscriptionId && <Id key="subscription" id={entry.subscriptionId} />],
        ]}
      />
    </Dialog>
  );
}
