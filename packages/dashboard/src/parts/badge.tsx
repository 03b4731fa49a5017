import type { ReactNode } from "react";
import { classes } from "./classes";

const TONES = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  plain: "bg-sunken text-ink-muted",
} as const;
export type Tone = keyof typeof TONES;

export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classes(
        "inline-flex items-center rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** By what a state means to the operator. */
const STATES: Readonly<Record<string, Tone>> = {
  active: "good",
  paid: "good",
  recorded: "good",
  succeeded: "good",
  delivered: "good",
  applied: "good",
  pending: "info",
  held: "warn",
  refunded: "plain",
  partially_refunded: "plain",
  trialing: "info",
  draft: "plain",
  open: "warn",
  pending_payment: "warn",
  past_due: "bad",
  uncollectible: "bad",
  failed: "bad",
  void: "plain",
  canceled: "plain",
  expired: "plain",
  paused: "warn",
  dispute_open: "bad",
  dispute_won: "good",
  dispute_lost: "bad",
};

export const StateBadge = ({ state }: { state: string }) => (
  <Badge tone={STATES[state] ?? "plain"}>{state.replaceAll("_", " ")}</Badge>
);
