import { Outlet, useLocation } from "@tanstack/react-router";
import { Menu, Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { Toaster } from "sonner";
import { useSession } from "../api/context";
import { AccountMenu } from "./account-menu";
import { EnvironmentSwitch } from "./environment-switch";
import { PALETTE_KEYS, useShortcuts } from "./shortcuts";
import { SideBar } from "./side-bar";
import { useTheme } from "./theme";

/** Not before somebody asks for it. */
const CommandPalette = lazy(() => import("./command-palette").then((m) => ({ default: m.CommandPalette })));

const ShortcutList = lazy(() => import("./shortcut-list").then((m) => ({ default: m.ShortcutList })));

export function Shell() {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const openPalette = useCallback(() => setPaletteOpen(true), []);
  const openList = useCallback(() => setListOpen(true), []);
  useShortcuts({ openPalette, openList });
  const { isDark } = useTheme();
  const { environment } = useSession();
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setPaletteOpen((was) => !was);
    };
    window.addEventListener("keydown", open);
    return () => window.removeEventListener("keydown", open);
  }, []);
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 overflow-y-auto border-r bg-surface lg:block">
        <SideBar />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-surface px-3 sm:px-6">
          <PhoneMenu />
          <button
            type="button"
            onClick={openPalette}
            className="flex h-9 items-center gap-2 rounded-md border border-line-strong/60 px-3 text-sm text-ink-muted hover:bg-sunken sm:w-64"
          >
            <Search aria-hidden className="size-4" />
            <span className="hidden sm:inline">Search or go to…</span>
            <span className="sr-only sm:hidden">Search</span>
            <kbd className="ml-auto hidden font-sans text-xs sm:inline">{PALETTE_KEYS.join(" ")}</kbd>
          </button>
          <div className="ml-auto flex items-center gap-2">
            <EnvironmentSwitch />
            <AccountMenu onShortcuts={openList} />
          </div>
        </header>
        {/* Another environment is another world: nothing of the page outlives the switch. */}
        <main id="content" key={environment} tabIndex={-1} className="flex-1 focus:outline-none">
          <Outlet />
        </main>
      </div>
      {paletteOpen && (
        <Suspense>
          <CommandPalette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
      {listOpen && (
        <Suspense>
          <ShortcutList onClose={() => setListOpen(false)} />
        </Suspense>
      )}
      <Toaster theme={isDark ? "dark" : "light"} position="bottom-right" closeButton />
    </div>
  );
}

function PhoneMenu() {
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes it
  useEffect(() => setOpen(false), [pathname]);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger aria-label="Menu" className="rounded-md p-2 hover:bg-sunken lg:hidden">
        <Menu aria-hidden className="size-5" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-64 overflow-y-auto border-r bg-surface"
        >
          <Radix.Title className="sr-only">Menu</Radix.Title>
          <SideBar />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
