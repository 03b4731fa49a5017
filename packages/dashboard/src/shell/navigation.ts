/** Where one can go: the side bar and the command palette are both made of this. */
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
      { to: "/overview", name: "Overview", icon: ChartLine, words: "revenue mrr margin" },
      { to: "/getting-started", name: "Getting started", icon: Rocket, words: "quick start key snippet" },
    ],
  },
  {
    name: "Billing",
    destinations: [
      { to: "/customers", name: "Customers", icon: Users, words: "balance ledger top up" },
      { to: "/invoices", name: "Invoices", icon: FileText },
      { to: "/payments", name: "Payments", icon: CreditCard, words: "refund transactions cards" },
      { to: "/plans", name: "Plans", icon: Layers, words: "prices" },
      { to: "/plan-groups", name: "Plan groups", icon: ArrowUpDown, words: "upgrade downgrade order" },
      { to: "/credit-packs", name: "Credit packs", icon: Coins, words: "sell credits" },
      { to: "/features", name: "Features", icon: Boxes },
    ],
  },
  {
    name: "Usage",
    destinations: [
      { to: "/ai-costs", name: "AI costs", icon: Bot, words: "tokens margin models" },
      { to: "/events", name: "Events", icon: Activity, words: "usage" },
      { to: "/refused-usage", name: "Refused usage", icon: ShieldX, words: "unbilled replay" },
      { to: "/models", name: "Models", icon: Tags, words: "catalog token prices aliases sync" },
    ],
  },
  {
    name: "Set-up",
    destinations: [
      { to: "/test-clock", name: "Test clock", icon: Clock, words: "advance time", only: "sandbox" },
      {
        to: "/webhooks",
        name: "Webhooks",
        icon: Webhook,
        words: "deliveries endpoints events replay secret",
      },
      { to: "/api-keys", name: "API keys", icon: KeyRound, only: "access" },
      { to: "/members", name: "Members", icon: UserCog, words: "operators invite team roles" },
      {
        to: "/settings",
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
