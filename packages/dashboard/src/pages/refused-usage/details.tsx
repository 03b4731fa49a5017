/** One refusal: why, what it would have cost, what was sent, and what can be done about it. */
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";
import { Button } from "../../parts/button";
import { Facts } from "../../parts/card";
import { Code, Id, Snippet } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Time } from "../../parts/time";
import { CustomerLink } from "../customers/customer-link";
import { Remedies } from "./remedies";
import type { useReplay } from "./replay";

interface Props {
  readonly refused: Schemas["RefusedUsage"];
  readonly replay: ReturnType<typeof useReplay>;
  readonly onClose: () => void;
}

export function RefusedDetails({ refused, replay, onClose }: Props) {
  const { mayWrite } = useSession();
  const { cost } = refused;
  return (
    <Dialog title="Refused usage" side open onOpenChange={onClose}>
      <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{refused.message}</p>
      <Facts
        facts={[
          ["Id", <Id key="id" id={refused.id} />],
          ["Customer", <CustomerLink key="customer" id={refused.customerId} />],
          ["Reason", <Code key="reason">{refused.reason}</Code>],
          ["Attempts", formatNumber(refused.attempts)],
          ["Would cost", cost ? formatRate(cost.total, cost.currency) : "It could not be rated"],
          ["First refused", <Time key="first" at={refused.createdAt} />],
        ]}
      />
      <Snippet label="event as it was sent" code={JSON.stringify(refused.event, null, 2)} />
      {mayWrite && refused.status === "open" && (
        <div className="flex flex-wrap gap-2">
          <Remedies refused={refused} />
          <Button look="primary" busy={replay.isRunning} onClick={() => replay.those([refused.id])}>
            Replay
          </Button>
        </div>
      )}
    </Dialog>
  );
}
