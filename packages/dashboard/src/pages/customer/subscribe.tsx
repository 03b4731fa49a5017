/** Puts a customer on a plan: at which of its prices, in which currency, with which seats, and how it is first paid. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { SelectField, TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";
import { daysFromTyped } from "../../parts/typed-days";
import { useAllPlans } from "../plans/all-plans";
import { currenciesOf, offersIn, usualOffer } from "../plans/offers";
import { COLLECTION } from "../settings/collection";
import { useRefresh } from "./refresh";

type Plan = Schemas["Plan"];
type Settings = Schemas["EnvironmentSettings"];

/** What is typed and chosen beside the plan; what is left out is as the plan and the settings have it. */
interface Chosen {
  readonly currency?: string | undefined;
  readonly interval?: string | undefined;
  readonly trialDays?: string | undefined;
  /** By the code of the feature. */
  readonly seats?: Readonly<Record<string, string>>;
  readonly collection?: string | undefined;
}

export function Subscribe({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { api } = useSession();
  const refresh = useRefresh();
  const plans = useAllPlans();
  const [planId, setPlanId] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>({});
  const plan = plans?.find(({ id }) => id === planId) ?? plans?.[0];
  const seats = plan?.features.filter(({ type, enabled }) => type === "seats" && enabled) ?? [];
  const sending = useSending({
    send: async () => {
      const initialSeats = seatsFromTyped(seats, chosen.seats ?? {});
      return api.subscriptions.create({
        customerId,
        planId: plan!.id,
        billingInterval: chosen.interval as Schemas["CreateSubscription"]["billingInterval"],
        currency: chosen.currency,
        customTrialDays: daysFromTyped(chosen.trialDays, "customTrialDays"),
        initialSeats,
        activate: chosen.collection ? chosen.collection === "immediate" : undefined,
      });
    },
    onDone: ({ checkoutUrl }) => {
      refresh();
      toast.success(
        checkoutUrl
          ? "It begins once it is paid: hand over the page's address, which stands in the subscription."
          : "The subscription is created.",
      );
      onClose();
    },
  });
  const change = (changes: Chosen) => setChosen({ ...chosen, ...changes });
  return (
    <Dialog title="Subscribe" open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Subscribe"
        fields={[
          "planId",
          "currency",
          "billingInterval",
          "customTrialDays",
          "activate",
          ...seats.map(({ code }) => seatField(code)),
        ]}
        onCancel={onClose}
        disabled={!plan}
      >
        <SelectField
          label="Plan"
          value={plan?.id}
          onChange={({ target }) => {
            setPlanId(target.value);
            setChosen({});
          }}
          options={(plans ?? []).map(({ id, name }) => [id, name])}
          error={sending.errorAt("planId")}
          hint={plans?.length === 0 ? "There are no plans yet." : undefined}
        />
        {plan && <Price plan={plan} chosen={chosen} onChange={change} errorAt={sending.errorAt} />}
        {seats.map(({ code, name, includedAmount, maxSeats, unlimited }) => (
          <TextField
            key={code}
            label={name}
            inputMode="numeric"
            placeholder="0"
            hint={[
              unlimited ? "Seats, unlimited" : `Seats, ${formatNumber(includedAmount)} included`,
              ...(maxSeats === null ? [] : [`at most ${formatNumber(maxSeats)}`]),
            ].join(", ")}
            value={chosen.seats?.[code] ?? ""}
            onChange={({ target }) => change({ seats: { ...chosen.seats, [code]: target.value } })}
            error={sending.errorAt(seatField(code))}
          />
        ))}
        {plan && !plan.isFree && (
          <FirstPayment
            value={chosen.collection ?? ""}
            onChange={(collection) => change({ collection: collection || undefined })}
            error={sending.errorAt("activate")}
          />
        )}
      </Form>
    </Dialog>
  );
}

interface PriceProps {
  readonly plan: Plan;
  readonly chosen: Chosen;
  readonly onChange: (changes: Chosen) => void;
  readonly errorAt: (field: string) => string | undefined;
}

/** Nothing to choose where there is one price, in one currency. */
function Price({ plan, chosen, onChange, errorAt }: PriceProps) {
  const currencies = currenciesOf(plan);
  const currency = chosen.currency ?? currencies[0]!;
  const offers = offersIn(plan, currency);
  const offer =
    offers.find(({ billingInterval }) => billingInterval === chosen.interval) ?? usualOffer(offers);
  return (
    <>
      {currencies.length > 1 && (
        <SelectField
          label="Currency"
          hint="What it is paid and kept in, for as long as it lasts"
          value={currency}
          onChange={({ target }) => onChange({ currency: target.value, interval: undefined })}
          options={currencies.map((code) => [code, code])}
          error={errorAt("currency")}
        />
      )}
      {offers.length > 0 && (
        <SelectField
          label="Interval"
          disabled={offers.length === 1}
          value={offer?.billingInterval}
          onChange={({ target }) => onChange({ interval: target.value })}
          options={offers.map(({ billingInterval, price }) => [
            billingInterval,
            `${billingInterval}, ${formatSettlement(price, currency)}`,
          ])}
          error={errorAt("billingInterval")}
        />
      )}
      {offer && (
        <TextField
          label="Days of trial"
          inputMode="numeric"
          hint="Before the first payment; 0 for none"
          value={chosen.trialDays ?? String(offer.trialDays)}
          onChange={({ target }) => onChange({ trialDays: target.value })}
          error={errorAt("customTrialDays")}
        />
      )}
    </>
  );
}

interface FirstPaymentProps {
  readonly value: string;
  readonly onChange: (collection: string) => void;
  readonly error: string | undefined;
}

function FirstPayment({ value, onChange, error }: FirstPaymentProps) {
  const { api, environment } = useSession();
  const { data } = useQuery({ queryKey: [environment, "settings"], queryFn: () => api.settings.get() });
  const named = (collection: Settings["collection"]) =>
    COLLECTION.find(([code]) => code === collection)![1].toLowerCase();
  return (
    <SelectField
      label="First payment"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      options={[
        ["", data ? `As in the settings: ${named(data.collection)}` : "As in the settings"],
        ...COLLECTION,
      ]}
      error={error}
    />
  );
}

const seatField = (code: string): string => `initialSeats.${code}`;

/** Undefined where none is typed. @throws FieldError */
function seatsFromTyped(
  features: Plan["features"],
  typed: Readonly<Record<string, string>>,
): Record<string, number> | undefined {
  const seats: Record<string, number> = {};
  for (const { code } of features) {
    const text = typed[code]?.trim();
    if (!text) continue;
    if (!/^\d{1,7}$/.test(text)) throw new FieldError(seatField(code), "Enter a whole number.");
    seats[code] = Number(text);
  }
  return Object.keys(seats).length > 0 ? seats : undefined;
}
