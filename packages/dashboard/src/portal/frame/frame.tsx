import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { ArrowLeft, LogOut, Moon, Sun } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Toaster } from "sonner";
import { Badge } from "../../parts/badge";
import { Failed, Loading } from "../../parts/states";
import { useTheme } from "../../shell/theme";
import { LOGO, portalApi } from "../api";
import { useSeats, useSubscription } from "../queries";
import { isOver, PortalSession, rememberedReturn, returnUrlOf, usePortal } from "../session";
import { useBrand } from "./brand";
import { destinationsOf } from "./navigation";
import { Outside } from "./outside";

/** All pages of somebody who is in. */
export function Frame() {
  return (
    <PortalSession
      waiting={
        <div className="mx-auto max-w-5xl p-8">
          <Loading />
        </div>
      }
      failed={(error, retry) =>
        isOver(error) ? (
          <Outside title="Request a new link" returnUrl={returnUrlOf(error)}>
            For your security, a session lasts an hour. Request a new link to continue. Nothing is lost.
          </Outside>
        ) : (
          <Failed error={error} retry={retry} />
        )
      }
    >
      <Inside />
    </PortalSession>
  );
}

function Inside() {
  const { operator, livemode } = usePortal();
  const [left, setLeft] = useState(false);
  const { isDark } = useTheme();
  useBrand(operator.accentColor);
  if (left)
    return (
      <Outside title="You are signed out" returnUrl={rememberedReturn()}>
        You can close this page.
      </Outside>
    );
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 border-b bg-surface">
        <div className="mx-auto flex h-16 max-w-5xl items-center gap-3 px-4 sm:px-6">
          <Brand />
          {!livemode && <Badge tone="warn">Sandbox</Badge>}
          <div className="ml-auto flex items-center gap-1">
            <Tools onLeft={() => setLeft(true)} />
          </div>
        </div>
        <Navigation />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl flex-1 px-4 py-6 focus:outline-none sm:px-6 sm:py-8"
      >
        <Outlet />
      </main>
      <Foot />
      <Toaster theme={isDark ? "dark" : "light"} position="bottom-center" closeButton />
    </div>
  );
}

function Brand() {
  const { operator } = usePortal();
  return (
    <Link to="/" className="flex min-w-0 items-center gap-3 rounded font-semibold">
      {operator.hasLogo ? (
        // On white, which every logo for documents is made for.
        <img src={LOGO} alt={operator.name} className="h-9 max-w-40 rounded bg-white object-contain p-0.5" />
      ) : (
        <span
          aria-hidden
          className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent text-accent-ink"
        >
          {[...operator.name][0]?.toUpperCase()}
        </span>
      )}
      <span className={operator.hasLogo ? "hidden truncate sm:inline" : "truncate"}>{operator.name}</span>
    </Link>
  );
}

const TOOL =
  "inline-flex h-9 items-center gap-2 rounded-md px-2.5 text-sm text-ink-muted hover:bg-sunken hover:text-ink";

function Tools({ onLeft }: { onLeft: () => void }) {
  const { returnUrl } = usePortal();
  const { isDark, toggle } = useTheme();
  const queryClient = useQueryClient();
  const leave = async () => {
    await portalApi.leave().catch(() => undefined);
    onLeft();
    queryClient.clear();
  };
  return (
    <>
      {returnUrl && (
        <a href={returnUrl} className={TOOL}>
          <ArrowLeft aria-hidden className="size-4" />
          <span className="hidden sm:inline">Back to {new URL(returnUrl).host}</span>
          <span className="sr-only sm:hidden">Back to {new URL(returnUrl).host}</span>
        </a>
      )}
      <button type="button" onClick={toggle} className={TOOL} title={isDark ? "Light" : "Dark"}>
        {isDark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
        <span className="sr-only">{isDark ? "Light theme" : "Dark theme"}</span>
      </button>
      <button type="button" onClick={leave} className={TOOL} title="Sign out">
        <LogOut aria-hidden className="size-4" />
        <span className="sr-only">Sign out</span>
      </button>
    </>
  );
}

function Navigation() {
  const { data: subscription } = useSubscription();
  const { data: seats } = useSeats();
  const { pathname } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  // On a phone there is more than fits: where one is has to be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the page or the list is another
  useEffect(() => {
    list.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [pathname, subscription, seats]);
  return (
    <nav aria-label="Pages" className="mx-auto max-w-5xl overflow-x-auto px-2 sm:px-4">
      <ul ref={list} className="flex">
        {destinationsOf(subscription, (seats?.data.length ?? 0) > 0).map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === "/" }}
              className="flex items-center gap-2 border-b-2 border-transparent px-2.5 py-2.5 text-sm whitespace-nowrap text-ink-muted hover:text-ink focus-visible:outline-offset-[-3px]"
              activeProps={{
                className: "border-accent! font-medium text-ink!",
                "aria-current": "page",
              }}
            >
              <Icon aria-hidden className="size-4" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot() {
  const { operator, customer } = usePortal();
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-5xl flex-wrap justify-between gap-x-6 gap-y-1 px-4 py-4 text-xs text-ink-muted sm:px-6">
        <span>{[customer.name, customer.email].filter(Boolean).join(" · ")}</span>
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {operator.email && (
            <a className="underline hover:text-ink" href={`mailto:${operator.email}`}>
              {operator.email}
            </a>
          )}
          {operator.website && (
            <a className="underline hover:text-ink" href={operator.website} rel="noreferrer">
              {new URL(operator.website).host}
            </a>
          )}
          <span>Times are in UTC</span>
        </span>
      </div>
    </footer>
  );
}
