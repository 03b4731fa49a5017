/** Text to be taken elsewhere. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { classes } from "./classes";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      title={label}
      className={classes(
        "rounded p-1 hover:bg-sunken",
        copied ? "text-good" : "text-ink-muted hover:text-ink",
      )}
    >
      <Icon aria-hidden className="size-4" />
      <span className="sr-only" aria-live="polite">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}

export function Snippet({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative rounded-md border bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="overflow-x-auto p-3 pr-10">
        <pre className="font-mono text-xs leading-relaxed">{code}</pre>
      </section>
      <div className="absolute top-1.5 right-1.5 rounded bg-sunken">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
    </div>
  );
}

export const Code = ({ children }: { children: string }) => (
  <code className="font-mono text-[0.85em] break-all">{children}</code>
);

/** An id, which is long: its end tells it apart, all of it is what is copied. */
export function Id({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Code>{id}</Code>
      <CopyButton text={id} label={`Copy ${id}`} />
    </span>
  );
}
