/** More balance, or more credits; and what became of what was bought at a page elsewhere. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import {
  formatNumber,
  formatRate,
  formatSettlement,
  formatUnit,
  minorDigits,
  rateFromTyped,
  settlementFromTyped,
} from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { classes } from "../../parts/classes";
import { AmountField } from "../../parts/field";
import { Empty, Failed, Loaded, Loading, messageOf } from "../../parts/states";
import { portalApi, type Subscription } from "../api";
import { PortalPage } from "../frame/page";
import { useLeavingFor } from "../parts/leaving";
import { Notice } from "../parts/notice";
import { addedOf, hasBegun, isRunning } from "../parts/wording";
import { useRefresh, useSubscription } from "../queries";
import { choicesFor } from "./choices";
import { PaidWith } from "./paid-with";

export function BuyPage() {
  const { data, error, refetch } = useSubscription();
  if (error && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const isCredits = data?.consumptionModel === "credits";
  return (
    <PortalPage
      title={isCredits ? "Buy credits" : "Top up"}
      description={
        isCredits
          ? "Credits that you buy never expire. The credits of your plan are used first."
          : "The amount is added to your balance as soon as it is paid."
      }
    >
      <Outcome />
      <Offers subscription={data} />
    </PortalPage>
  );
}

function Offers({ subscription }: { subscription: Subscription | null }) {
  if (subscription && isRunning(subscription)) {
    if (subscription.balance) return <TopUp subscription={subscription} />;
    if (subscription.consumptionModel === "credits") return <Packs subscription={subscription} />;
  }
  return (
    <Card>
      <Empty title="There is nothing to buy">{whyNothing(subscription)}</Empty>
    </Card>
  );
}

function whyNothing(subscription: Subscription | null): string {
  if (!subscription) return "You have no plan at the moment.";
  if (!hasBegun(subscription)) return "You can buy more once your plan has started.";
  return subscription.status === "paused"
    ? "Your plan is paused. You can buy more once it runs again."
    : "Your plan has no balance or credits.";
}

/** Of what was paid at a page, to which the customer was sent from here. */
function Outcome() {
  const { purchase: id } = useSearch({ strict: false }) as { purchase?: string };
  const { data } = useQuery({
    queryKey: ["purchase", id],
    queryFn: () => portalApi.purchase(id!),
    enabled: id !== undefined,
    // The provider may tell the server a moment after the customer is back.
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? 2_000 : false),
  });
  if (!data) return null;
  const what = formatUnit(data.amount, data.unit);
  if (data.status === "applied") return <Notice tone="good">{addedOf(data)} Thank you.</Notice>;
  if (data.status === "pending") return <Unpaid invoiceId={data.invoiceId} what={what} />;
  if (data.status === "held")
    return <Notice tone="info">{what} is paid for, and waits for a plan that can use it.</Notice>;
  return <Notice tone="warn">Nothing was charged or added. Try another card if yours was declined.</Notice>;
}

/** Bought, and not paid: whoever came back from the page without paying goes there again, or leaves it alone. */
function Unpaid({ invoiceId, what }: { invoiceId: string; what: string }) {
  const refresh = useRefresh();
  const navigate = useNavigate();
  const pay = useLeavingFor(() => portalApi.payInvoice(invoiceId));
  const cancel = useMutation({
    mutationFn: () => portalApi.cancelPurchase(invoiceId),
    onSuccess: async () => {
      await navigate({ to: ".", search: {} as never, replace: true });
      await refresh();
      toast.success("Canceled. Nothing was charged.");
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <Notice
      tone="info"
      action={
        <span className="flex flex-wrap gap-2">
          <Button look="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
            Go to the payment
          </Button>
          <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel it
          </Button>
        </span>
      }
    >
      {what} will be added as soon as the payment arrives.
    </Notice>
  );
}

/** One purchase at a time, under one key however often it is sent; another key for the next. */
function useBuying<T>(send: (what: T, key: string) => ReturnType<typeof portalApi.topUp>) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const refresh = useRefresh();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (what: T) => send(what, key),
    onSuccess: async (purchase) => {
      setKey(crypto.randomUUID());
      // Also for whoever comes back from the page without having paid.
      await navigate({ to: ".", search: { purchase: purchase.id } as never, replace: true });
      if (purchase.checkoutUrl) {
        window.location.assign(purchase.checkoutUrl);
        return;
      }
      await refresh();
      if (purchase.status === "applied") toast.success(addedOf(purchase));
    },
    // Another amount under the same key would be refused; after a refusal nothing was done.
    onError: () => setKey(crypto.randomUUID()),
  });
}

/** In settlement units: what is above is a slip, and refused. */
const MOST = 10_000_000_000;

/** Undefined for what cannot be paid: finer than the currency's smallest unit, nothing, or too much. */
function payable(typed: string, currency: string): number | undefined {
  const settlement = settlementFromTyped(typed, currency);
  return settlement !== undefined && settlement > 0 && settlement <= MOST ? rateFromTyped(typed) : undefined;
}

function TopUp({ subscription }: { subscription: Subscription }) {
  const { balance, currency } = subscription;
  // What is left changes with each request; what is chosen stays.
  const [choices] = useState(() => choicesFor(subscription));
  const [choice, setChoice] = useState(choices[1]!);
  const [typed, setTyped] = useState("");
  const buying = useBuying(portalApi.topUp);
  const isOther = choice === "other";
  const amount = payable(isOther ? typed : choice, currency);
  const isUsable = amount !== undefined;
  return (
    <Card>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isUsable) buying.mutate(amount);
        }}
      >
        <p className="text-sm text-ink-muted">
          You have <strong className="text-ink">{formatRate(balance!.remaining, currency)}</strong> left.
        </p>
        <fieldset>
          <legend className="mb-2 text-sm font-medium">Amount</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-5">
            {[...choices, "other"].map((option) => (
              <Choice key={option} name="amount" value={option} chosen={choice} onChoose={setChoice}>
                {option === "other" ? "Other" : formatRate(rateFromTyped(option)!, currency)}
              </Choice>
            ))}
          </div>
        </fieldset>
        {isOther && (
          <div className="max-w-60">
            <AmountField
              currency={currency}
              value={typed}
              onType={setTyped}
              error={
                typed && !isUsable
                  ? `Enter an amount such as ${minorDigits(currency) === 0 ? "1250" : "12.50"}`
                  : undefined
              }
            />
          </div>
        )}
        <Problem error={buying.error} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <PaidWith />
          <Button type="submit" look="primary" busy={buying.isPending} disabled={!isUsable}>
            {isUsable ? `Add ${formatRate(amount, currency)}` : "Add"}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Packs({ subscription: { credits } }: { subscription: Subscription }) {
  const query = useQuery({ queryKey: ["credit-packs"], queryFn: portalApi.creditPacks });
  const [chosen, setChosen] = useState("");
  const buying = useBuying(portalApi.buyPack);
  return (
    <Card>
      <Loaded query={query}>
        {({ data }) => {
          const pack = data.find(({ id }) => id === chosen) ?? data[0];
          if (!pack)
            return (
              <Empty title="No credit packs are available">
                Your plan includes new credits in each period.
              </Empty>
            );
          return (
            <form
              className="flex flex-col gap-5"
              onSubmit={(event) => {
                event.preventDefault();
                buying.mutate(pack.id);
              }}
            >
              <p className="text-sm text-ink-muted">
                You have <strong className="text-ink">{formatNumber(credits?.remaining ?? 0)}</strong> credits
                left.
              </p>
              <fieldset>
                <legend className="mb-2 text-sm font-medium">Pack</legend>
                <div className="grid gap-2 sm:grid-cols-3">
                  {data.map(({ id, name, description, credits, price, currency }) => (
                    <Choice key={id} name="pack" value={id} chosen={pack.id} onChoose={setChosen}>
                      <span className="block">{name}</span>
                      <span className="block text-lg font-semibold">{formatSettlement(price, currency)}</span>
                      <span className="block text-xs font-normal text-ink-muted">
                        {formatNumber(credits)} credits{description ? `. ${description}` : ""}
                      </span>
                    </Choice>
                  ))}
                </div>
              </fieldset>
              <Problem error={buying.error} />
              <div className="flex flex-wrap items-center justify-between gap-3">
                <PaidWith />
                <Button type="submit" look="primary" busy={buying.isPending}>
                  Buy for {formatSettlement(pack.price, pack.currency)}
                </Button>
              </div>
            </form>
          );
        }}
      </Loaded>
    </Card>
  );
}

const Problem = ({ error }: { error: Error | null }) =>
  error && (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {messageOf(error)}
    </p>
  );

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  readonly children: React.ReactNode;
}

/** One of a few, as large as a thumb. The radio itself is there for the keyboard and for screen readers. */
function Choice({ name, value, chosen, onChoose, children }: ChoiceProps) {
  const isChosen = value === chosen;
  return (
    <label
      className={classes(
        "cursor-pointer rounded-lg border px-3 py-3 text-center text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        isChosen ? "border-accent bg-accent-soft text-accent" : "border-line-strong/60 hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        onChange={() => onChoose(value)}
        className="sr-only"
      />
      {children}
    </label>
  );
}
