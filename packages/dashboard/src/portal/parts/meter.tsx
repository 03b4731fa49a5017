/** How much of something is left, or used: a bar beside the figures that say it. */
import { classes } from "../../parts/classes";

interface Props {
  readonly label: string;
  readonly value: number;
  readonly of: number;
  /** What is left fills the bar, and little of it is a warning; what is used does so the other way round. */
  readonly shows: "left" | "used";
}

const NEARLY = 0.15;

export function Meter({ label, value, of, shows }: Props) {
  const share = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  const left = shows === "left" ? share : 1 - share;
  const tone = left <= 0 ? "bg-bad" : left <= NEARLY ? "bg-warn" : "bg-accent";
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div className={classes("h-full rounded-full", tone)} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
