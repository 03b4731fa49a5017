import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "./classes";

const LOOKS = {
  primary: "bg-accent text-accent-ink hover:brightness-95",
  secondary: "border border-line-strong/60 bg-surface hover:bg-sunken",
  quiet: "text-ink-muted hover:bg-sunken hover:text-ink",
  danger: "border border-bad text-bad bg-surface hover:bg-bad-soft",
} as const;

interface Props extends ComponentProps<"button"> {
  readonly look?: keyof typeof LOOKS;
  readonly busy?: boolean;
  /** Gives its looks to its child, as a link. */
  readonly asChild?: boolean;
}

export function Button({
  look = "secondary",
  busy = false,
  asChild,
  className,
  disabled,
  children,
  ...rest
}: Props) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      type={asChild ? undefined : "button"}
      {...rest}
      disabled={asChild ? undefined : disabled || busy}
      aria-busy={busy || undefined}
      className={classes(
        "inline-flex h-9 items-center justify-center gap-2 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-50",
        LOOKS[look],
        className,
      )}
    >
      {children}
    </Element>
  );
}
