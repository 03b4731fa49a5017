/** All that a customer can do in the portal. What is not here is not there for them. */
import type { MeteringDependencies } from "../metering/index.js";
import type { ModelPricing } from "../models/index.js";
import type { Endpoint } from "../platform/index.js";
import { accountEndpoints } from "./account-routes.js";
import { creditEndpoints } from "./credit-routes.js";
import { invoiceEndpoints } from "./invoice-routes.js";
import { LentOperations } from "./lent-operations.js";
import type { OpenPage } from "./pages.js";
import { paymentMethodEndpoints } from "./payment-method-routes.js";
import { planEndpoints } from "./plan-routes.js";
import { purchaseEndpoints } from "./purchase-routes.js";
import { seatEndpoints } from "./seat-routes.js";
import { usageEndpoints } from "./usage-routes.js";

interface PortalDependencies extends MeteringDependencies {
  /** The API's operations, of which the portal lends some. */
  readonly api: readonly Endpoint[];
  readonly openPage: OpenPage;
  readonly pricing: ModelPricing;
}

export function portalEndpoints({ api, openPage, ...metering }: PortalDependencies): Endpoint[] {
  const lent = new LentOperations(api);
  return [
    ...accountEndpoints(lent),
    ...usageEndpoints(lent, metering),
    ...purchaseEndpoints(lent, openPage),
    ...planEndpoints(lent, openPage),
    ...seatEndpoints(lent, openPage),
    ...paymentMethodEndpoints(lent),
    ...invoiceEndpoints(lent, openPage),
    ...creditEndpoints(lent),
  ];
}
