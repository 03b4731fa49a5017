/** One entry of the ledger that is not of a usage event: how much, why, and what it left. */
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber } from "../../money/money";
import { Facts } from "../../parts/card";
import { Id } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Time } from "../../parts/time";

type Entry = Schemas["LedgerEntry"];

/** What each kind is, for whoever has not read the guide. */
const MEANS: Readonly<Record<Entry["type"], string>> = {
  allowance: "What the plan includes, given at the start of a period",
  consumption: "Usage that was charged",
  topup: "Bought",
  adjustment: "Changed by hand",
  reset: "A debt that was taken off: invoiced, paid out of what was bought, or written off",
  expiry: "What the plan included and was not used before the period ended",
  hold: "Kept back for usage that is still going on",
  release: "What was kept back and not used",
};

/** Every decimal: this is where somebody looks who adds it up. */
const exactly = (nanos: string, unit: string): string =>
  unit === "credits" ? `${formatNumber(Number(nanos) / 1e9)} credits` : formatNanos(nanos, unit);

export function EntryDetails({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  return (
    <Dialog title="Ledger entry" description={MEANS[entry.type]} side open onOpenChange={onClose}>
      <Facts
        facts={[
          ["Id", <Id key="id" id={entry.id} />],
          ["For", entry.description],
          ["Amount", exactly(entry.amountNanos, entry.unit)],
          ["Balance after", exactly(entry.balanceAfterNanos, entry.unit)],
          ["Written", <Time key="at" at={entry.createdAt} />],
          ["Subscription", entry.subscriptionId && <Id key="subscription" id={entry.subscriptionId} />],
        ]}
      />
    </Dialog>
  );
}
