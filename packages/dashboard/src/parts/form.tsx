/** A form that sends one thing: which field the server found fault with, and that it is under way. */
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { Button } from "./button";
import { messageOf } from "./states";

interface Options<T> {
  /** Says what is wrong before anything is sent, by field; empty where nothing is. */
  readonly send: () => Promise<T>;
  readonly onDone: (result: T) => void;
  /** Beside saying it, which the form does. */
  readonly onFailed?: (error: Error) => void;
}

export interface Sending {
  readonly isPending: boolean;
  /** The message where the field was at fault. */
  errorAt(field: string): string | undefined;
  /** The message where no field of these was. */
  errorElsewhere(fields: readonly string[]): string | undefined;
  submit(event?: FormEvent): void;
  /** The last try, and what was wrong with it: what is typed by now is another. */
  forget(): void;
}

export class FieldError extends Error {
  override readonly name = "FieldError";
  constructor(
    readonly param: string,
    message: string,
  ) {
    super(message);
  }
}

export function useSending<T>({ send, onDone, onFailed }: Options<T>): Sending {
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    ...(onFailed && { onError: onFailed }),
  });
  const { error } = mutation;
  const param = (error as { param?: string } | null)?.param;
  // `price.inputPrice: is required` → without the name, which the label says.
  const said = error && messageOf(error).replace(/^[\w.[\]]+: (?=\S)/, "");
  return {
    isPending: mutation.isPending,
    errorAt: (field) => (error && param === field ? said! : undefined),
    errorElsewhere: (fields) => (error && !fields.includes(param ?? "") ? messageOf(error) : undefined),
    forget: mutation.reset,
    submit: (event) => {
      event?.preventDefault();
      mutation.mutate();
    },
  };
}

interface FormProps {
  readonly sending: Sending;
  readonly action: string;
  readonly fields: readonly string[];
  readonly children: ReactNode;
  readonly onCancel?: () => void;
  readonly cancel?: string;
  /** What else could be done with what the form is of, at the other side of its buttons. */
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
  readonly look?: "primary" | "danger";
}

export function Form({
  sending,
  action,
  fields,
  children,
  onCancel,
  cancel = "Cancel",
  aside,
  disabled,
  look = "primary",
}: FormProps) {
  const error = sending.errorElsewhere(fields);
  return (
    <form noValidate onSubmit={sending.submit} className="flex flex-col gap-4">
      {children}
      {error && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
          {error}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {aside && <div className="mr-auto">{aside}</div>}
        {onCancel && <Button onClick={onCancel}>{cancel}</Button>}
        <Button type="submit" look={look} busy={sending.isPending} disabled={disabled}>
          {action}
        </Button>
      </div>
    </form>
  );
}
