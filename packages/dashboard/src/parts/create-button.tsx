/** What makes one more of what a page lists. A key presses it: see the shortcuts of the shell. */
import { Link } from "@tanstack/react-router";
import { type LucideIcon, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

type Props = { readonly children: ReactNode; readonly icon?: LucideIcon } & (
  | { readonly onClick: () => void }
  | { readonly to: string }
);

export function CreateButton({ children, icon: Icon = Plus, ...does }: Props) {
  const content = (
    <>
      <Icon aria-hidden className="size-4" /> {children}
    </>
  );
  if ("onClick" in does)
    return (
      <Button look="primary" aria-keyshortcuts="n" onClick={does.onClick}>
        {content}
      </Button>
    );
  return (
    <Button asChild look="primary" aria-keyshortcuts="n">
      <Link to={does.to}>{content}</Link>
    </Button>
  );
}
