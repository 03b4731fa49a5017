/** The frame of a page: its name, which the tab of the browser has too, and what can be done on it. */
import { type ReactNode, useEffect } from "react";

interface Props {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, description, actions, above, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Farthing`;
  }, [title]);
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-5 px-4 py-6 sm:px-6">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          {above && <div className="mb-1 text-sm text-ink-muted">{above}</div>}
          <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
          {description && <div className="mt-1 max-w-2xl text-sm text-ink-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Above a table: what narrows it. */
export const Filters = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2 lg:grid-cols-5">{children}</div>
);

/** Two days, side by side: a browser's own field for one is too wide for less than two columns. */
export const FromTo = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-2 gap-3 lg:col-span-2">{children}</div>
);
