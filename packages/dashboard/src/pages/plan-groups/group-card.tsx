/** One group: its plans from the highest to the lowest, which can be moved. */
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { Code } from "../../parts/copy";
import { SelectField } from "../../parts/field";
import { Empty } from "../../parts/states";
import { useAllPlans } from "../plans/all-plans";

type Group = Schemas["PlanGroup"];

export function GroupCard({ group, onEdit }: { group: Group; onEdit: () => void }) {
  const { api, environment, mayWrite } = useSession();
  const [deleting, setDeleting] = useState(false);
  const concerns = [[environment, "plan-groups"]] as const;
  const remove = useChange({
    change: (planId: string) => api.planGroups.removePlan({ id: group.id, planId }),
    said: "The plan is no longer in a group.",
    concerns,
  });
  const reorder = useChange({
    change: (planIds: readonly string[]) => api.planGroups.reorderPlans({ id: group.id, planIds }),
    concerns,
  });
  const highestFirst = [...group.plans].reverse();
  const move = (index: number, by: -1 | 1): void => {
    const ids = highestFirst.map(({ id }) => id);
    const [id] = ids.splice(index, 1);
    ids.splice(index + by, 0, id!);
    reorder.mutate(ids.reverse());
  };
  return (
    <Card
      flush
      title={
        <>
          {group.name} {!group.isPublic && <Badge>private</Badge>}
        </>
      }
      actions={
        mayWrite && (
          <>
            <Button look="quiet" onClick={onEdit}>
              Change
            </Button>
            <Button look="quiet" onClick={() => setDeleting(true)}>
              Delete
            </Button>
          </>
        )
      }
    >
      {group.description && <p className="border-b px-4 py-2 text-sm text-ink-muted">{group.description}</p>}
      {highestFirst.length === 0 ? (
        <Empty title="No plans in this group yet" />
      ) : (
        <ol aria-label={`Plans of ${group.name}, the highest first`}>
          {highestFirst.map((plan, index) => (
            <li key={plan.id} className="flex flex-wrap items-center gap-2 border-b px-4 py-2 text-sm">
              <Link
                to="/plans/$id"
                params={{ id: plan.id } as never}
                className="font-medium text-accent underline"
              >
                {plan.name}
              </Link>
              <Code>{plan.code}</Code>
              {mayWrite && (
                <span className="ml-auto flex gap-1">
                  <Button
                    look="quiet"
                    aria-label={`Move ${plan.name} up`}
                    disabled={index === 0 || reorder.isPending}
                    onClick={() => move(index, -1)}
                  >
                    <ArrowUp aria-hidden className="size-4" />
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={`Move ${plan.name} down`}
                    disabled={index === highestFirst.length - 1 || reorder.isPending}
                    onClick={() => move(index, 1)}
                  >
                    <ArrowDown aria-hidden className="size-4" />
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={`Remove ${plan.name}`}
                    onClick={() => remove.mutate(plan.id)}
                  >
                    Remove
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {mayWrite && <AddPlan group={group} />}
      {deleting && (
        <Confirm
          title={`Delete ${group.name}?`}
          description="Its plans stay, without a group."
          action="Delete"
          send={() => api.planGroups.delete({ id: group.id })}
          said="The group is deleted."
          concerns={concerns}
          onClose={() => setDeleting(false)}
        />
      )}
    </Card>
  );
}

function AddPlan({ group }: { group: Group }) {
  const { api, environment } = useSession();
  const plans = useAllPlans();
  const [chosen, setChosen] = useState("");
  const add = useChange({
    change: (planId: string) => api.planGroups.addPlan({ id: group.id, planId }),
    said: "The plan is now the highest in the group.",
    concerns: [[environment, "plan-groups"]],
    onDone: () => setChosen(""),
  });
  const free = (plans ?? []).filter(({ id }) => !group.plans.some((plan) => plan.id === id));
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3">
      <SelectField
        label={`Plan to add to ${group.name}`}
        hideLabel
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={[["", "Choose a plan…"], ...free.map(({ id, name }) => [id, name] as const)]}
      />
      <Button disabled={!chosen} busy={add.isPending} onClick={() => add.mutate(chosen)}>
        Add to group
      </Button>
    </div>
  );
}
