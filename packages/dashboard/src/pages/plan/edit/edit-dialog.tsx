/** An edit of a plan in two steps: what is to be, then whom it concerns and when. Only then is it saved. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../../api/context";
import { type PlanEdit, type PlanEditPreview, sendEdit } from "../../../api/plan-edits";
import type { Schemas } from "../../../api/schemas";
import { Button } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { Form, type Sending, useSending } from "../../../parts/form";
import { PreviewOfEdit } from "./preview";

interface Props {
  readonly title: string;
  readonly plan: Schemas["Plan"];
  /** @throws FieldError where a field does not say what it has to */
  readonly edit: () => PlanEdit;
  readonly said: string;
  readonly fields: readonly string[];
  readonly disabled?: boolean;
  /** Another edit of the same thing, as taking it away. */
  readonly instead?: { readonly action: string; readonly edit: PlanEdit; readonly said: string } | undefined;
  readonly onClose: () => void;
  readonly children: (sending: Sending) => ReactNode;
}

interface Shown {
  readonly edit: PlanEdit;
  readonly said: string;
  readonly preview: PlanEditPreview;
}

export function EditDialog({ title, plan, edit, said, fields, disabled, instead, onClose, children }: Props) {
  const { api } = useSession();
  const [shown, setShown] = useState<Shown>();
  const show = async (asked: PlanEdit, saidOfIt: string): Promise<Shown> => {
    const preview = await api.plans.previewEdit({ id: plan.id, ...asked });
    return { edit: asked, said: saidOfIt, preview };
  };
  const asking = useSending({ send: async () => show(edit(), said), onDone: setShown });
  const askingInstead = useSending({
    send: () => show(instead!.edit, instead!.said),
    onDone: setShown,
  });
  return (
    <Dialog title={title} open onOpenChange={onClose}>
      {shown ? (
        <Saving plan={plan} shown={shown} onBack={() => setShown(undefined)} onClose={onClose} />
      ) : (
        <Form
          sending={asking}
          action="Continue"
          fields={fields}
          disabled={disabled}
          onCancel={onClose}
          aside={
            instead && (
              <Button look="danger" busy={askingInstead.isPending} onClick={() => askingInstead.submit()}>
                {instead.action}
              </Button>
            )
          }
        >
          {children(asking)}
          {askingInstead.errorElsewhere([]) && (
            <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
              {askingInstead.errorElsewhere([])}
            </p>
          )}
        </Form>
      )}
    </Dialog>
  );
}

interface SavingProps {
  readonly plan: Schemas["Plan"];
  readonly shown: Shown;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function Saving({ plan, shown: { edit, said, preview }, onBack, onClose }: SavingProps) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const sending = useSending({
    send: () => sendEdit(api, plan.id, edit),
    onDone: () => {
      for (const name of ["plans", "plan-groups"])
        void queryClient.invalidateQueries({ queryKey: [environment, name] });
      toast.success(said);
      onClose();
    },
  });
  const isTakenAway = edit.operation.startsWith("delete") || edit.operation.startsWith("remove");
  return (
    <Form
      sending={sending}
      action={isTakenAway ? "Remove" : "Save"}
      look={isTakenAway ? "danger" : "primary"}
      fields={[]}
      cancel="Back"
      onCancel={onBack}
    >
      <PreviewOfEdit preview={preview} />
    </Form>
  );
}
