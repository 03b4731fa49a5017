/** Where one can go: what a customer's plan has nothing of is left out. */
import { Coins, CreditCard, FileText, Gauge, House, Layers, type LucideIcon, Users } from "lucide-react";
import type { Subscription } from "../api";
import { isRunning } from "../parts/wording";

export interface Destination {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
}

export function destinationsOf(
  subscription: Subscription | null | undefined,
  hasSeats: boolean,
): Destination[] {
  const model = subscription && isRunning(subscription) ? subscription.consumptionModel : undefined;
  return [
    { to: "/", name: "Home", icon: House },
    { to: "/usage", name: "Usage", icon: Gauge },
    ...(model === "balance" ? [{ to: "/buy", name: "Top up", icon: Coins }] : []),
    ...(model === "credits" ? [{ to: "/buy", name: "Buy credits", icon: Coins }] : []),
    ...(subscription ? [{ to: "/plan", name: "Plan", icon: Layers }] : []),
    ...(hasSeats ? [{ to: "/seats", name: "Seats", icon: Users }] : []),
    { to: "/payment-methods", name: "Payment", icon: CreditCard },
    { to: "/invoices", name: "Invoices", icon: FileText },
  ];
}
