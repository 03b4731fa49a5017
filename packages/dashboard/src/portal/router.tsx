/** Every page of the portal and its address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { Empty, Failed, Loading, PENDING_MS } from "../parts/states";
import { Frame } from "./frame/frame";
import { OpenPage } from "./frame/open";
import { HomePage } from "./home";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <Empty
      title="Page not found"
      action={
        <Link to="/" className="text-accent underline">
          Go to the home page
        </Link>
      }
    />
  ),
  errorComponent: ({ error }) => <Failed error={error as Error} retry={() => window.location.reload()} />,
});
const open = createRoute({ getParentRoute: () => root, path: "/open", component: OpenPage });
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Frame });

/** What is filtered and what is open stands in the address. */
const validateSearch = (search: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const page = (path: string, component: ReturnType<typeof lazyRouteComponent> | typeof HomePage) =>
  createRoute({ getParentRoute: () => inside, path, component, validateSearch });

const pages = [
  page("/", HomePage),
  page(
    "/usage",
    lazyRouteComponent(() => import("./usage"), "UsagePage"),
  ),
  page(
    "/buy",
    lazyRouteComponent(() => import("./buy"), "BuyPage"),
  ),
  page(
    "/plan",
    lazyRouteComponent(() => import("./plan"), "PlanPage"),
  ),
  page(
    "/seats",
    lazyRouteComponent(() => import("./seats"), "SeatsPage"),
  ),
  page(
    "/payment-methods",
    lazyRouteComponent(() => import("./payment-methods"), "PaymentMethodsPage"),
  ),
  page(
    "/invoices",
    lazyRouteComponent(() => import("./invoices"), "InvoicesPage"),
  ),
  page(
    "/invoices/$id",
    lazyRouteComponent(() => import("./invoices/invoice"), "InvoicePage"),
  ),
] as const;

export const createPortalRouter = () =>
  createRouter({
    basepath: "/portal",
    routeTree: root.addChildren([open, inside.addChildren([...pages])]),
    defaultPreload: "intent",
    // The frame stands there while the scripts of a page are on their way, also the first time.
    defaultPendingComponent: Loading,
    defaultPendingMs: PENDING_MS,
    scrollRestoration: true,
  });
