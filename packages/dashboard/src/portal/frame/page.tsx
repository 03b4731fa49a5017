/** The frame of a page: its name, which the tab of the browser has too, with whose page it is. */
import { type ReactNode, useEffect } from "react";
import { usePortal } from "../session";

interface Props {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

export function PortalPage({ title, description, actions, above, children }: Props) {
  const { operator } = usePortal();
  useEffect(() => {
    document.title = `${title} · ${operator.name}`;
  }, [title, operator.name]);
  return (
    <div className="flex flex-col gap-5">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          {above && <div className="mb-1 text-sm text-ink-muted">{above}</div>}
          <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
          {description && <div className="mt-1 max-w-2xl text-sm text-ink-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
