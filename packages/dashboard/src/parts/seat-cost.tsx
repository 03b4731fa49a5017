/** What another number of seats does and costs, before it is saved. */
import type { Schemas } from "../api/schemas";
import { formatNumber, formatRate, formatSettlement } from "../money/money";
import { Bill, BillRow } from "./bill";
import { formatDate } from "./time";

type Preview = Schemas["PortalSeatPreview"];

export function SeatCost({ preview }: { preview: Preview }) {
  const { newBalance, current, renewsAt, charge, billing } = preview;
  if (charge) return <Charge preview={preview} charge={charge} />;
  return (
    <p className="text-sm text-ink-muted">
      {newBalance < current
        ? `${formatNumber(current)} seats can be used until ${formatDate(renewsAt)}, as they are already paid for.`
        : billing === "none" && "Nothing is charged for the current period."}
    </p>
  );
}

function Charge({ preview, charge }: { preview: Preview; charge: NonNullable<Preview["charge"]> }) {
  const { billing, currency, creditsApplied, total } = preview;
  const money = (amount: number) => formatSettlement(amount, currency);
  const isNow = billing === "immediate";
  return (
    <Bill>
      <BillRow
        name={`${formatNumber(charge.quantity)} × ${formatRate(charge.unitPrice, currency)}, for the time until ${formatDate(charge.period.end)}`}
      >
        {money(charge.amount)}
      </BillRow>
      {creditsApplied > 0 && <BillRow name="Credit">{money(-creditsApplied)}</BillRow>}
      <BillRow name={isNow ? "To pay now" : "With the next invoice"} strong>
        {money(isNow ? total : charge.amount)}
      </BillRow>
    </Bill>
  );
}
