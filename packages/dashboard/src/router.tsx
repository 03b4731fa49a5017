/** Every page and its address. A page is a folder of `pages`, loaded when it is gone to. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from "@tanstack/react-router";
import { SignInPage } from "./pages/sign-in";
import { WelcomePage } from "./pages/welcome";
import { Empty, Failed, Loading, PENDING_MS } from "./parts/states";
import { SignedIn } from "./shell/signed-in";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => <Empty title="Page not found">Check the address.</Empty>,
  errorComponent: ({ error }) => <Failed error={error as Error} retry={() => window.location.reload()} />,
});
const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", component: SignInPage });
const welcome = createRoute({ getParentRoute: () => root, path: "/welcome", component: WelcomePage });
const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });

/** Filters stand in the address, so that what is looked at can be sent to somebody. */
const validateSearch = (search: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));

const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => signedIn, path, component, validateSearch });

const pages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/overview" as never });
    },
  }),
  page(
    "/getting-started",
    lazyRouteComponent(() => import("./pages/getting-started"), "GettingStartedPage"),
  ),
  page(
    "/overview",
    lazyRouteComponent(() => import("./pages/overview"), "OverviewPage"),
  ),
  page(
    "/customers",
    lazyRouteComponent(() => import("./pages/customers"), "CustomersPage"),
  ),
  page(
    "/customers/$id",
    lazyRouteComponent(() => import("./pages/customer"), "CustomerPage"),
  ),
  page(
    "/subscriptions",
    lazyRouteComponent(() => import("./pages/subscriptions"), "SubscriptionsPage"),
  ),
  page(
    "/plans",
    lazyRouteComponent(() => import("./pages/plans"), "PlansPage"),
  ),
  page(
    "/plans/$id",
    lazyRouteComponent(() => import("./pages/plan"), "PlanPage"),
  ),
  page(
    "/plan-groups",
    lazyRouteComponent(() => import("./pages/plan-groups"), "PlanGroupsPage"),
  ),
  page(
    "/credit-packs",
    lazyRouteComponent(() => import("./pages/credit-packs"), "CreditPacksPage"),
  ),
  page(
    "/features",
    lazyRouteComponent(() => import("./pages/features"), "FeaturesPage"),
  ),
  page(
    "/ai-costs",
    lazyRouteComponent(() => import("./pages/ai-costs"), "AiCostsPage"),
  ),
  page(
    "/events",
    lazyRouteComponent(() => import("./pages/events"), "EventsPage"),
  ),
  page(
    "/refused-usage",
    lazyRouteComponent(() => import("./pages/refused-usage"), "RefusedUsagePage"),
  ),
  page(
    "/models",
    lazyRouteComponent(() => import("./pages/models"), "ModelsPage"),
  ),
  page(
    "/models/$provider/$",
    lazyRouteComponent(() => import("./pages/model"), "ModelPage"),
  ),
  page(
    "/invoices",
    lazyRouteComponent(() => import("./pages/invoices"), "InvoicesPage"),
  ),
  page(
    "/invoices/new",
    lazyRouteComponent(() => import("./pages/invoice-draft"), "NewInvoicePage"),
  ),
  page(
    "/invoices/$id/edit",
    lazyRouteComponent(() => import("./pages/invoice-draft"), "EditInvoicePage"),
  ),
  page(
    "/invoices/$id",
    lazyRouteComponent(() => import("./pages/invoice"), "InvoicePage"),
  ),
  page(
    "/payments",
    lazyRouteComponent(() => import("./pages/payments"), "PaymentsPage"),
  ),
  page(
    "/webhooks",
    lazyRouteComponent(() => import("./pages/webhooks"), "WebhooksPage"),
  ),
  page(
    "/webhooks/$id",
    lazyRouteComponent(() => import("./pages/webhook"), "WebhookPage"),
  ),
  page(
    "/settings",
    lazyRouteComponent(() => import("./pages/settings"), "SettingsPage"),
  ),
  page(
    "/api-keys",
    lazyRouteComponent(() => import("./pages/api-keys"), "ApiKeysPage"),
  ),
  page(
    "/test-clock",
    lazyRouteComponent(() => import("./pages/test-clock"), "TestClockPage"),
  ),
  page(
    "/members",
    lazyRouteComponent(() => import("./pages/members"), "MembersPage"),
  ),
] as const;

export const createDashboardRouter = () =>
  createRouter({
    routeTree: root.addChildren([signIn, welcome, signedIn.addChildren([...pages])]),
    defaultPreload: "intent",
    // The frame stands there while the scripts of a page are on their way, also the first time.
    defaultPendingComponent: Loading,
    defaultPendingMs: PENDING_MS,
    // Every filter is text, as it stands there: `007` of an address is no 7.
    parseSearch: parseSearchWith((text) => text),
    stringifySearch: stringifySearchWith(String),
  });
