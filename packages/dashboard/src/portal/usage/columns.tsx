import { ModelName } from "../../parts/model-name";
import type { Column } from "../../parts/table";
import { Time } from "../../parts/time";
import type { Receipt } from "../api";
import { chargedOf, leftAfter, leftAfterName, quantityOf } from "../parts/wording";

const leftOnPhone = (receipt: Receipt): string =>
  receipt.charged?.balanceAfterNanos ? `${leftAfter(receipt)} left` : "";

/** @param isCounted whether the plan counts usage, rather than take it from a balance or from credits */
export const receiptColumns = (isCounted: boolean): readonly Column<Receipt>[] => [
  { name: "Time", wide: true, cell: ({ timestamp }) => <Time at={timestamp} /> },
  {
    name: "What",
    cell: ({ featureName, model, timestamp }) => (
      <>
        <span className="font-medium">{featureName}</span>
        {model && (
          <span className="block text-xs text-ink-muted">
            <ModelName name={model} />
          </span>
        )}
        <span className="block text-xs text-ink-muted md:hidden">
          <Time at={timestamp} />
        </span>
      </>
    ),
  },
  { name: "Quantity", figure: true, wide: true, cell: quantityOf },
  {
    name: "Cost",
    figure: true,
    cell: (receipt) => (
      <>
        {chargedOf(receipt)}
        <span className="block text-xs text-ink-muted md:hidden">{leftOnPhone(receipt)}</span>
      </>
    ),
  },
  { name: leftAfterName(isCounted), figure: true, wide: true, cell: leftAfter },
];
