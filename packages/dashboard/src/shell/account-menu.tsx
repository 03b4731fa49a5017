import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Moon, Sun, UserRound } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { useSession } from "../api/context";
import { signOut } from "../api/session";
import { useTheme } from "./theme";

const ChangePassword = lazy(() => import("./change-password").then((m) => ({ default: m.ChangePassword })));

const ITEM =
  "flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-sunken";

export function AccountMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { me } = useSession();
  const { isDark, toggle } = useTheme();
  const [changing, setChanging] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut().catch(() => undefined);
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          aria-label="Account"
          className="flex size-9 items-center justify-center rounded-full border border-line-strong/60 hover:bg-sunken"
        >
          <UserRound aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={6}
            className="z-50 min-w-56 rounded-md border bg-surface p-1 shadow-lg"
          >
            <DropdownMenu.Label className="px-2 py-1.5 text-sm">
              <span className="block font-medium">{me.name}</span>
              <span className="block text-ink-muted">
                {me.email} · {me.role}
              </span>
            </DropdownMenu.Label>
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item className={ITEM} onSelect={toggle}>
              {isDark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
              {isDark ? "Light" : "Dark"}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} asChild>
              <a href="/docs" target="_blank" rel="noreferrer">
                API reference
              </a>
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} onSelect={onShortcuts}>
              Keyboard shortcuts
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} onSelect={() => setChanging(true)}>
              Change password
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} onSelect={leave}>
              Sign out
            </DropdownMenu.Item>
            <DropdownMenu.Label className="px-2 py-1 text-xs text-ink-muted">
              Farthing {me.version}
            </DropdownMenu.Label>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {changing && (
        <Suspense>
          <ChangePassword onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}
