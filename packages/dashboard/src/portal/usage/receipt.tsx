/** One request: what was used, at which price, what it cost, and how that came about. */
import { useQuery } from "@tanstack/react-query";
import { EVEN, formatNanos, formatNumber, formatRate } from "../../money/money";
import { Facts } from "../../parts/card";
import { Id } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { ModelName } from "../../parts/model-name";
import { Loaded } from "../../parts/states";
import { formatTime } from "../../parts/time";
import { portalApi, type Receipt } from "../api";
import { chargedOf, leftAfter, leftAfterName, PARTS, quantityOf } from "../parts/wording";

export function ReceiptDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery({ queryKey: ["receipt", id], queryFn: () => portalApi.receipt(id) });
  return (
    <Dialog side open title="Receipt" onOpenChange={onClose}>
      <Loaded query={query}>{(receipt) => <Content receipt={receipt} />}</Loaded>
    </Dialog>
  );
}

function Content({ receipt }: { receipt: Receipt }) {
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="text-3xl font-semibold tracking-tight tabular-nums">{chargedOf(receipt)}</p>
        <p className="text-sm text-ink-muted">
          {receipt.featureName}, {quantityOf(receipt)}
        </p>
      </div>
      <Facts
        facts={[
          ["Time", formatTime(receipt.timestamp)],
          ...(receipt.model ? [["Model", <ModelName key="model" name={receipt.model} />] as const] : []),
          [leftAfterName(receipt.charged?.unit === "units"), leftAfter(receipt)],
          ["Receipt", <Id key="id" id={receipt.id} />],
        ]}
      />
      {receipt.parts.length > 0 && <Parts receipt={receipt} />}
      <section aria-label="How this was calculated" className="text-sm text-ink-muted">
        <h3 className="mb-1 font-semibold text-ink">How this was calculated</h3>
        <p>{wordsFor(receipt)}</p>
      </section>
    </div>
  );
}

function Parts({ receipt: { parts, charged, rounding } }: { receipt: Receipt }) {
  const currency = charged?.unit ?? "USD";
  const isPriced = rounding !== null;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Tokens and prices</caption>
      <thead>
        <tr className="border-b text-left text-ink-muted">
          <th scope="col" className="py-2 font-medium">
            Tokens
          </th>
          <th scope="col" className="py-2 text-right font-medium">
            Count
          </th>
          {isPriced && (
            <>
              <th scope="col" className="py-2 text-right font-medium">
                Per million
              </th>
              <th scope="col" className="py-2 text-right font-medium">
                Cost
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {parts.map(({ kind, tokens, unitPrice, amountNanos }) => (
          <tr key={kind} className="border-b">
            <th scope="row" className="py-2 text-left font-normal">
              {PARTS[kind]}
            </th>
            <td className="py-2 text-right">{formatNumber(tokens)}</td>
            {isPriced && (
              <>
                <td className="py-2 text-right">
                  {unitPrice === null ? "two prices" : formatRate(unitPrice, currency)}
                </td>
                <td className="py-2 text-right">{formatNanos(amountNanos, currency, EVEN)}</td>
              </>
            )}
          </tr>
        ))}
        {isPriced && charged && (
          <tr className="font-semibold">
            <th scope="row" colSpan={3} className="py-2 text-left">
              Cost
            </th>
            <td className="py-2 text-right">{formatNanos(charged.amountNanos, currency, EVEN)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The arithmetic, told. */
function wordsFor(receipt: Receipt): string {
  const { charged, rounding, unitPrice, quantity, estimated, reasoningTokens } = receipt;
  if (!charged) return "This was recorded at no cost.";
  const also = [
    reasoningTokens > 0 ? `${formatNumber(reasoningTokens)} tokens of the output were reasoning.` : "",
    estimated ? "The answer was cut off, so its tokens are estimated." : "",
  ].filter(Boolean);
  const told = (words: string): string => [words, ...also].join(" ");
  if (charged.unit === "units")
    return told(
      charged.included === null
        ? `Counted towards this period: ${formatNumber(charged.usedAfter ?? 0)} so far.`
        : `Counted towards this period: ${formatNumber(charged.usedAfter ?? 0)} of the ${formatNumber(charged.included)} that your plan includes. Anything beyond that goes on your next invoice.`,
    );
  if (charged.unit === "credits")
    return told(`This used ${chargedOf(receipt)}. ${leftAfter(receipt)} were left.`);
  if (rounding)
    return told(
      `Each kind of token is charged at its price per million. ${
        rounding === "ceil"
          ? `Parts are rounded up to ${formatRate(1, charged.unit)}.`
          : "Amounts are exact to a billionth."
      } The cost was deducted from your balance at that moment, and ${leftAfter(receipt)} was left.`,
    );
  if (unitPrice !== null && quantity !== null)
    return told(
      `${quantityOf(receipt)} × ${formatRate(unitPrice, charged.unit)} = ${chargedOf(receipt)}, deducted from your balance at that moment. ${leftAfter(receipt)} was left.`,
    );
  return told(`${chargedOf(receipt)} was deducted from your balance. ${leftAfter(receipt)} was left.`);
}
