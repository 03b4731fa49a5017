/** What stands where no session is: a link that is being opened, one that does not work, a session that has ended. */
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Button } from "../../parts/button";

interface Props {
  readonly title: string;
  readonly returnUrl?: string | null;
  readonly children: ReactNode;
}

export function Outside({ title, returnUrl, children }: Props) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-md rounded-xl border bg-surface p-8 text-center">
        <h1 className="mb-2 text-xl font-semibold tracking-tight">{title}</h1>
        <div className="text-sm text-ink-muted">{children}</div>
        {returnUrl && (
          <Button asChild look="primary" className="mt-6">
            <a href={returnUrl}>
              <ArrowLeft aria-hidden className="size-4" /> Go back to {new URL(returnUrl).host}
            </a>
          </Button>
        )}
      </div>
    </main>
  );
}
