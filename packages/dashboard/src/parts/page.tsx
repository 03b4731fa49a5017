/** The frame of a page: its name, which the tab of the browser has too, and what can be done on it. */
import { type ReactNode, useEffect } from "react";
import { classes } from "./classes";

export interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

interface FrameProps extends PageProps {
  /** Whose page it is, as the tab says. */
  readonly owner: string;
  /** Around the page, and of its name. */
  readonly className?: string;
  readonly titleSize: string;
}

export const Page = (props: PageProps) => (
  <PageFrame
    {...props}
    owner="Farthing"
    className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6"
    titleSize="text-xl"
  />
);

export function PageFrame({
  title,
  description,
  actions,
  above,
  children,
  owner,
  className,
  titleSize,
}: FrameProps) {
  useEffect(() => {
    document.title = `${title} · ${owner}`;
  }, [title, owner]);
  return (
    <div className={classes("flex flex-col gap-5", className)}>
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          {above && <div className="mb-1 text-sm text-ink-muted">{above}</div>}
          <h1 className={classes(titleSize, "font-semibold tracking-tight break-words")}>{title}</h1>
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
