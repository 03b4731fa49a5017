/** What would be charged, line by line, before somebody says yes to it. */
import type { ReactNode } from "react";

export const Bill = ({ children }: { children: ReactNode }) => (
  <dl className="flex flex-col gap-2 rounded-lg bg-sunken p-4 text-sm">{children}</dl>
);

interface BillRowProps {
  readonly name: string;
  /** What it comes to. */
  readonly strong?: boolean;
  readonly children: ReactNode;
}

export function BillRow({ name, strong = false, children }: BillRowProps) {
  return (
    <div className={`flex justify-between gap-4 ${strong ? "mt-1 border-t pt-3 font-semibold" : ""}`}>
      <dt className={strong ? "" : "text-ink-muted"}>{name}</dt>
      <dd className="whitespace-nowrap tabular-nums">{children}</dd>
    </div>
  );
}
