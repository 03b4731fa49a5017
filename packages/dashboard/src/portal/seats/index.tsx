/** How many people may use what. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { isOutdated } from "../../api/outdated";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { useDebounced } from "../../parts/debounced";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { SeatCost } from "../../parts/seat-cost";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { formatDate } from "../../parts/time";
import { portalApi } from "../api";
import { PortalPage } from "../frame/page";
import { perInterval } from "../parts/wording";
import { useRefresh, useSeats, useSubscription } from "../queries";

type Seats = Schemas["PortalSeats"];

export function SeatsPage() {
  const query = useSeats();
  return (
    <PortalPage
      title="Seats"
      description="You can use added seats immediately. Removed seats stay until your plan renews."
    >
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Card>
              <Empty title="Your plan has no seats" />
            </Card>
          ) : (
            <div className="grid gap-5 md:grid-cols-2">
              {data.map((seats) => (
                <SeatsCard key={seats.featureCode} seats={seats} />
              ))}
            </div>
          )
        }
      </Loaded>
    </PortalPage>
  );
}

/** What it does and costs, of a number that was typed or stepped to and has stood still. */
function useSeatPreview(featureCode: string, count: number | undefined) {
  const settled = useDebounced(count);
  const isOfCount = count !== undefined && settled === count;
  const { data, error, refetch } = useQuery({
    queryKey: ["preview", "seats", featureCode, settled],
    queryFn: () => portalApi.previewSeats(featureCode, { count: settled! }),
    enabled: isOfCount,
    retry: false,
    gcTime: 0,
  });
  // Until it has stood still there is only what another number costs, which nobody asks for any more.
  return { data: isOfCount ? data : undefined, error: isOfCount ? error : null, refetch };
}

function SeatsCard({ seats }: { seats: Seats }) {
  const { featureCode, name, current, atRenewal, included, unlimited, limit, seatPrice } = seats;
  const { data: subscription } = useSubscription();
  const [typed, setTyped] = useState(String(atRenewal));
  const refresh = useRefresh();
  const count = /^\d{1,7}$/.test(typed) ? Number(typed) : undefined;
  const currency = subscription?.currency ?? "USD";
  const preview = useSeatPreview(featureCode, count === atRenewal ? undefined : count);
  const total = preview.data?.total ?? 0;
  const sending = useSending({
    send: () => portalApi.setSeats(featureCode, { count: count!, maxTotal: total }),
    onFailed: (error) => {
      if (isOutdated(error)) preview.refetch();
    },
    onDone: async ({ newBalance, effectiveAt, previousBalance, checkoutUrl }) => {
      if (checkoutUrl) {
        window.location.assign(checkoutUrl);
        return;
      }
      setTyped(String(newBalance));
      await refresh();
      toast.success(
        newBalance < previousBalance
          ? `You will have ${formatNumber(newBalance)} from ${formatDate(effectiveAt)}.`
          : `You now have ${formatNumber(newBalance)} seats.`,
      );
    },
  });
  const type = (text: string) => {
    sending.forget();
    setTyped(text);
  };
  const step = (by: number) => type(String(Math.max(0, (count ?? atRenewal) + by)));
  return (
    <Card title={name}>
      <p className="text-4xl font-semibold tracking-tight tabular-nums">{formatNumber(current)}</p>
      <p className="mb-4 text-sm text-ink-muted">
        {current === 1 ? "seat" : "seats"}
        {atRenewal !== current && `, ${formatNumber(atRenewal)} from the renewal`}
      </p>
      <Facts
        facts={[
          ["Included", unlimited ? "any number" : formatNumber(included)],
          ...(seatPrice !== null
            ? [
                [
                  "Each additional seat",
                  `${formatRate(seatPrice, currency)} ${perInterval(subscription?.billingInterval ?? null)}`,
                ] as const,
              ]
            : []),
          ...(limit !== null ? [["Maximum", formatNumber(limit)] as const] : []),
        ]}
      />
      <div className="mt-5 border-t pt-4">
        <Form
          sending={sending}
          action={total > 0 ? `Save and pay ${formatSettlement(total, currency)}` : "Save"}
          fields={["count"]}
          disabled={!preview.data}
        >
          <div className="flex items-end gap-2">
            <Button aria-label={`Remove one ${name}`} onClick={() => step(-1)}>
              −
            </Button>
            <div className="w-24">
              <TextField
                label={`Seats for ${name}`}
                hideLabel
                inputMode="numeric"
                className="text-center"
                value={typed}
                onChange={({ target }) => type(target.value)}
                error={sending.errorAt("count") ?? (preview.error ? messageOf(preview.error) : undefined)}
              />
            </div>
            <Button aria-label={`Add one ${name}`} onClick={() => step(1)}>
              +
            </Button>
          </div>
          {preview.data && <SeatCost preview={preview.data} />}
        </Form>
      </div>
    </Card>
  );
}
