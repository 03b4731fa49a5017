import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  readonly label: string;
  readonly tabs: readonly { readonly value: string; readonly name: string; readonly content: ReactNode }[];
  readonly value?: string;
  readonly onValueChange?: (value: string) => void;
}

export function Tabs({ label, tabs, value, onValueChange }: Props) {
  const chosen = value === undefined ? { defaultValue: tabs[0]!.value } : { value, onValueChange };
  const list = useRef<HTMLDivElement>(null);
  // On a phone the tabs are wider than the page: what a link leads to must not stand out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again when another one is chosen
  useEffect(() => {
    list.current
      ?.querySelector('[data-state="active"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [value]);
  return (
    <Radix.Root {...chosen}>
      <Radix.List ref={list} aria-label={label} className="mb-4 flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="border-b-2 border-transparent px-3 py-2 text-sm whitespace-nowrap text-ink-muted hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="focus-visible:outline-offset-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
