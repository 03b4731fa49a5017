/** One event: what was sent, what it took, and why it cost what it did. */
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatUnit } from "../../money/money";
import { Facts } from "../../parts/card";
import { Code, Id } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Loaded } from "../../parts/states";
import { Time } from "../../parts/time";
import { CustomerLink } from "../customers/customer-link";
import { WhyThisPrice } from "./why-this-price";

type Event = Schemas["UsageEvent"];

export function EventDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const { api, environment } = useSession();
  const query = useQuery({ queryKey: [environment, "events", id], queryFn: () => api.usage.get({ id }) });
  return (
    <Dialog title="Usage event" side open onOpenChange={onClose}>
      <Loaded query={query}>{(event) => <Details event={event} />}</Loaded>
    </Dialog>
  );
}

function Details({ event }: { event: Event }) {
  const { consumption } = event;
  return (
    <>
      <Facts
        facts={[
          ["Id", <Id key="id" id={event.id} />],
          ["Customer", <CustomerLink key="customer" id={event.customerId} />],
          ["Feature", <Code key="feature">{event.feature}</Code>],
          ...(event.value === null ? [] : ([["Value", formatNumber(event.value)]] as const)),
          ["Happened", <Time key="happened" at={event.timestamp} />],
          ["Recorded", <Time key="recorded" at={event.createdAt} />],
          ["Idempotency key", event.idempotencyKey && <Code key="key">{event.idempotencyKey}</Code>],
          ...(consumption
            ? ([
                ["Took", formatUnit(consumption.deducted, consumption.unit)],
                [
                  "Left after it",
                  consumption.remaining === null
                    ? "No limit"
                    : formatUnit(consumption.remaining, consumption.unit),
                ],
              ] as const)
            : ([["Took", "Nothing: it was recorded, and not charged"]] as const)),
        ]}
      />
      {event.cost && <WhyThisPrice event={event} cost={event.cost} />}
      {event.properties.length > 0 && (
        <section>
          <h3 className="mb-2 text-sm font-semibold">Properties</h3>
          <Facts facts={event.properties.map(({ property, value }) => [property, value] as const)} />
        </section>
      )}
    </>
  );
}
