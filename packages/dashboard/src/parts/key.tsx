/** A key of the keyboard. */
export const Key = ({ children }: { children: string }) => (
  <kbd className="inline-flex min-w-6 items-center justify-center rounded border border-line-strong/60 bg-sunken px-1.5 font-sans text-xs text-ink">
    {children}
  </kbd>
);
