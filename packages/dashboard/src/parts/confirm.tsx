/** Asks once more before what cannot be taken back. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { Dialog } from "./dialog";
import { Form, useSending } from "./form";

interface Props<T> {
  readonly title: string;
  /** What will be, and what will not come back. */
  readonly description: ReactNode;
  readonly action: string;
  readonly send: () => Promise<T>;
  readonly said: string;
  /** Beginnings of the keys of queries that it concerns. */
  readonly concerns: readonly (readonly unknown[])[];
  readonly onDone?: (result: T) => void;
  readonly onClose: () => void;
  readonly look?: "primary" | "danger";
}

export function Confirm<T>({
  title,
  description,
  action,
  send,
  said,
  concerns,
  onDone,
  onClose,
  look = "danger",
}: Props<T>) {
  const queryClient = useQueryClient();
  const sending = useSending({
    send,
    onDone: (result) => {
      for (const queryKey of concerns) void queryClient.invalidateQueries({ queryKey });
      toast.success(said);
      onClose();
      onDone?.(result);
    },
  });
  return (
    <Dialog title={title} description={description} open onOpenChange={onClose}>
      <Form sending={sending} action={action} look={look} fields={[]} onCancel={onClose}>
        {null}
      </Form>
    </Dialog>
  );
}
