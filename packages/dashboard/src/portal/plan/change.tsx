/** What a change would do and cost, and the word to do it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { isOutdated, mostOf } from "../../api/outdated";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Bill, BillRow } from "../../parts/bill";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Loading, messageOf } from "../../parts/states";
import { formatDate } from "../../parts/time";
import { portalApi } from "../api";
import { perInterval } from "../parts/wording";
import { useRefresh } from "../queries";

export interface Wanted {
  readonly planName: string;
  readonly change: Schemas["PreviewPortalChange"];
}

export function ChangeDialog({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const {
    data: preview,
    error,
    refetch,
  } = useQuery({
    queryKey: ["preview", wanted.change],
    queryFn: () => portalApi.previewChange(wanted.change),
    retry: false,
    gcTime: 0,
    // What is confirmed is what stood there, under the key that it was first sent with.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Dialog open title={`Change to ${wanted.planName}`} onOpenChange={onClose}>
      {error ? (
        <>
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
            {messageOf(error)}
          </p>
          <div className="flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        </>
      ) : preview ? (
        <Confirm wanted={wanted} preview={preview} onOutdated={refetch} onClose={onClose} />
      ) : (
        <Loading rows={4} />
      )}
    </Dialog>
  );
}

interface ConfirmProps {
  readonly wanted: Wanted;
  readonly preview: Schemas["PortalChangePreview"];
  /** It costs more by now than the preview says. */
  readonly onOutdated: () => void;
  readonly onClose: () => void;
}

function Confirm({ wanted, preview, onOutdated, onClose }: ConfirmProps) {
  const { timing, effectiveAt, newPlan, billing, currency, newPeriod } = preview;
  const [key, setKey] = useState(() => crypto.randomUUID());
  const refresh = useRefresh();
  const isNow = timing === "immediate";
  const changing = useMutation({
    mutationFn: () => portalApi.changePlan({ ...wanted.change, maxTotal: isNow ? mostOf(billing) : 0 }, key),
    onError: (refusal) => {
      if (!isOutdated(refusal)) return;
      // At another amount it is another request.
      setKey(crypto.randomUUID());
      onOutdated();
    },
    onSuccess: async (change) => {
      if (change.checkoutUrl) {
        window.location.assign(change.checkoutUrl);
        return;
      }
      await refresh();
      onClose();
      toast.success(
        isNow
          ? `You are now on ${newPlan.name}.`
          : `You change to ${newPlan.name} on ${formatDate(effectiveAt)}.`,
      );
    },
  });
  const price =
    newPlan.price === 0
      ? "free"
      : `${formatSettlement(newPlan.price, currency)} ${perInterval(newPlan.billingInterval)}`;
  return (
    <>
      <p className="text-sm">
        {isNow ? (
          <>
            The change applies <strong>now</strong>. {newPlan.name} costs {price}, and is paid until{" "}
            {formatDate(newPeriod.end)}.
          </>
        ) : (
          <>
            The change applies <strong>on {formatDate(effectiveAt)}</strong>, when your period ends. Until
            then you keep your current plan and can change your mind. {newPlan.name} costs {price}.
          </>
        )}
      </p>
      {isNow && <WhatItCosts preview={preview} />}
      {changing.error && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
          {messageOf(changing.error)}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Not now</Button>
        <Button look="primary" busy={changing.isPending} onClick={() => changing.mutate()}>
          {isNow
            ? billing.total > 0
              ? `Change and pay ${formatSettlement(billing.total, currency)}`
              : "Change now"
            : `Change on ${formatDate(effectiveAt)}`}
        </Button>
      </div>
    </>
  );
}

/** What gives days back is about a period; credit that the customer had is about none. */
const isCredit = ({ kind, period }: ConfirmProps["preview"]["billing"]["lines"][number]): boolean =>
  kind === "credit" && period === null;

function WhatItCosts({ preview: { billing, currency } }: Pick<ConfirmProps, "preview">) {
  const money = (amount: number) => formatSettlement(amount, currency);
  return (
    <Bill>
      {billing.lines.map((line, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <BillRow key={n} name={isCredit(line) ? `Your credit: ${line.description}` : line.description}>
          {money(line.amount)}
        </BillRow>
      ))}
      <BillRow name="To pay now" strong>
        {money(billing.total)}
      </BillRow>
      {billing.customerCredit > 0 && (
        <BillRow name="Kept for your next invoices">{money(billing.customerCredit)}</BillRow>
      )}
    </Bill>
  );
}
