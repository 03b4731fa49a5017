/** Something to know, above the page, and what can be done about it. */
import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../../parts/classes";

const TONES = {
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  info: "bg-info-soft text-info",
  good: "bg-good-soft text-good",
} as const;

interface Props {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function Notice({ tone, children, action }: Props) {
  const Icon = tone === "bad" || tone === "warn" ? CircleAlert : Info;
  return (
    <div
      role="status"
      className={classes(
        "flex flex-wrap items-center justify-between gap-3 rounded-lg px-4 py-3 text-sm",
        TONES[tone],
      )}
    >
      <p className="flex min-w-0 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>{children}</span>
      </p>
      {action}
    </div>
  );
}
