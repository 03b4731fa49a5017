import { Download } from "lucide-react";

export const PdfLink = ({ href, name }: { href: string; name: string | null }) => (
  <a
    href={href}
    target="_blank"
    rel="noreferrer"
    aria-label={`${name} as PDF`}
    className="-my-1 inline-flex rounded p-1 text-ink-muted hover:bg-sunken hover:text-ink"
  >
    <Download aria-hidden className="size-4" />
  </a>
);
