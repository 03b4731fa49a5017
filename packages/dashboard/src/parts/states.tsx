/** What stands where content will be, or is not. */

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { isOutdated } from "../api/outdated";
import { Button } from "./button";

export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-md text-sm text-ink-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <CircleAlert aria-hidden className="size-5 text-bad" />
      <p className="font-medium">Could not load this</p>
      <p className="max-w-md text-sm text-ink-muted">{messageOf(error)}</p>
      {retry && (
        <Button className="mt-2" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Written for people by the server; a network's own words are not, nor are those about a field that nobody filled in. */
export function messageOf(error: Error): string {
  if (isOutdated(error)) return "The amount to pay has changed since it was shown. Nothing was charged.";
  const isNetwork = error instanceof TypeError || /^API(?:Connection|Timeout)Error$/.test(error.name);
  return isNetwork ? "There is no answer. Check your connection, and try again." : error.message;
}

/** How long the page before is shown while the scripts of the next one are on their way. */
export const PENDING_MS = 300;

export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, n) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          key={n}
          className="h-4 animate-pulse rounded bg-sunken"
          style={{ width: `${100 - ((n * 13) % 40)}%` }}
        />
      ))}
    </div>
  );
}

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  refetch(): unknown;
}

/** Content of a query, or what stands in for it. */
export function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} retry={() => query.refetch()} />;
  return <Loading />;
}
