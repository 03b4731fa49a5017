/** Where one can go: the side bar, the command palette and the shortcuts are made of this. */
import {
  Activity,
  ArrowUpDown,
  Bot,
  Boxes,
  ChartLine,
  Clock,
  Coins,
  CreditCard,
  FileText,
  KeyRound,
  Layers,
  type LucideIcon,
  Repeat,
  Rocket,
  Settings2,
  ShieldX,
  Tags,
  UserCog,
  Users,
  Webhook,
} from "lucide-react";

export interface Destination {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
  /** After `g`, it goes there. */
  readonly letter: string;
  /** Other words by which somebody may look for it. */
  readonly words?: string;
  readonly only?: "sandbox" | "access";
}

export interface Group {
  readonly name: string;
  readonly destinations: readonly Destination[];
}

export const GROUPS: readonly Group[] = [
  {
    name: "Home",
    destinations: [
      { to: "/overview", letter: "o", name: "Overview", icon: ChartLine, words: "revenue mrr margin" },
      {
        to: "/getting-started",
        letter: "g",
        name: "Getting started",
        icon: Rocket,
        words: "quick start key snippet",
      },
    ],
  },
  {
    name: "Billing",
    destinations: [
      { to: "/customers", letter: "c", name: "Customers", icon: Users, words: "balance ledger top up" },
      {
        to: "/subscriptions",
        letter: "s",
        name: "Subscriptions",
        icon: Repeat,
        words: "status past due paused trial",
      },
      { to: "/invoices", letter: "i", name: "Invoices", icon: FileText },
      {
        to: "/payments",
        letter: "y",
        name: "Payments",
        icon: CreditCard,
        words: "refund transactions cards",
      },
      { to: "/plans", letter: "p", name: "Plans", icon: Layers, words: "prices" },
      {
        to: "/plan-groups",
        letter: "r",
        name: "Plan groups",
        icon: ArrowUpDown,
        words: "upgrade downgrade order",
      },
      { to: "/credit-packs", letter: "d", name: "Credit packs", icon: Coins, words: "sell credits" },
      { to: "/features", letter: "f", name: "Features", icon: Boxes },
    ],
  },
  {
    name: "Usage",
    destinations: [
      { to: "/ai-costs", letter: "a", name: "AI costs", icon: Bot, words: "tokens margin models" },
      { to: "/events", letter: "e", name: "Events", icon: Activity, words: "usage" },
      { to: "/refused-usage", letter: "x", name: "Refused usage", icon: ShieldX, words: "unbilled replay" },
      { to: "/models", letter: "m", name: "Models", icon: Tags, words: "catalog token prices aliases sync" },
    ],
  },
  {
    name: "Set-up",
    destinations: [
      {
        to: "/test-clock",
        letter: "t",
        name: "Test clock",
        icon: Clock,
        words: "advance time",
        only: "sandbox",
      },
      {
        to: "/webhooks",
        letter: "w",
        name: "Webhooks",
        icon: Webhook,
        words: "deliveries endpoints events replay secret",
      },
      { to: "/api-keys", letter: "k", name: "API keys", icon: KeyRound, only: "access" },
      { to: "/members", letter: "b", name: "Members", icon: UserCog, words: "operators invite team roles" },
      {
        to: "/settings",
        letter: "l",
        name: "Settings",
        icon: Settings2,
        words: "branding logo payment provider stripe mail retries",
      },
    ],
  },
];

export const shownGroups = (environment: string, managesAccess: boolean): Group[] =>
  GROUPS.map(({ name, destinations }) => ({
    name,
    destinations: destinations.filter(
      ({ only }) => (only !== "sandbox" || environment === "sandbox") && (only !== "access" || managesAccess),
    ),
  }));
