/** A labelled field, what helps to fill it, and what is wrong with it. */
import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes";

const BOX =
  "w-full rounded-md border border-line-strong bg-surface px-3 text-sm text-ink placeholder:text-ink-muted aria-[invalid=true]:border-bad disabled:opacity-60";

interface Around {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** For screen readers alone, where the place says it. */
  readonly hideLabel?: boolean;
}

function useField({ hint, error }: Around) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return { id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined } as const;
}

function Frame({
  id,
  label,
  hint,
  error,
  hideLabel,
  children,
}: Around & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...input
}: Around & ComponentProps<"input">) {
  const around = { label, hint, error, hideLabel };
  const field = useField(around);
  return (
    <Frame {...around} id={field.id}>
      <input {...input} {...field} className={classes(BOX, "h-9", className)} />
    </Frame>
  );
}

/** An amount of money as it is typed, with the currency in its label. */
export const AmountField = ({
  currency,
  onType,
  ...field
}: {
  readonly currency: string;
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}) => (
  <TextField
    label={`Amount (${currency})`}
    inputMode="decimal"
    autoFocus
    onChange={({ target }) => onType(target.value)}
    {...field}
  />
);

export function TextArea({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...input
}: Around & ComponentProps<"textarea">) {
  const around = { label, hint, error, hideLabel };
  const field = useField(around);
  return (
    <Frame {...around} id={field.id}>
      <textarea rows={3} {...input} {...field} className={classes(BOX, "py-2", className)} />
    </Frame>
  );
}

interface SelectProps extends Around, ComponentProps<"select"> {
  readonly options: readonly (readonly [value: string, name: string])[];
}

/** The browser's own: it is the one that every phone and screen reader knows. */
export function SelectField({ label, hint, error, hideLabel, options, className, ...input }: SelectProps) {
  const around = { label, hint, error, hideLabel };
  const field = useField(around);
  return (
    <Frame {...around} id={field.id}>
      <select {...input} {...field} className={classes(BOX, "h-9 pr-8", className)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function CheckField({ label, hint, ...input }: Omit<Around, "error"> & ComponentProps<"input">) {
  const id = useId();
  return (
    <div className="flex gap-2">
      <input
        {...input}
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0 text-sm">
        <label htmlFor={id} className="break-words">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
