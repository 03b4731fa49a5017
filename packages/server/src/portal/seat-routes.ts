import {
  code,
  PortalSeatChange,
  PortalSeatPreview,
  PortalSeatsList,
  PreviewPortalSeats,
  SeatBalanceList,
  SeatEvent,
  SetPortalSeats,
} from "@farthing/contract";
import { z } from "zod";
import { loadPlanConfig } from "../plans/index.js";
import { FarthingError } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { currentSubscription, type PortalCall } from "./own.js";
import { type OpenPage, pageIfOwed } from "./pages.js";
import { refusedSeats } from "./refusals.js";

const params = z.object({ featureCode: code });
const SEAT_ERRORS = [
  "feature_not_found",
  "no_active_subscription",
  "feature_not_in_plan",
  "feature_disabled",
  "included_limit_reached",
  "seat_limit_reached",
] as const;

interface SeatCall extends PortalCall {
  readonly params: z.output<typeof params>;
  readonly body: z.output<typeof SetPortalSeats>;
}

const ofCustomer = ({ customer, params: { featureCode }, body }: SeatCall) => ({
  ...body,
  customerId: customer.id,
  featureCode,
});

export const seatEndpoints = (lent: LentOperations, openPage: OpenPage) => [
  portalEndpoint({
    operationId: "listPortalSeats",
    method: "get",
    path: "/seats",
    summary: "List the seats of the plan's features",
    answer: PortalSeatsList,
    handle: async (call) => {
      const { db, caller, customer } = call;
      const nothing = { object: "list", data: [], hasMore: false, nextCursor: null };
      if (!(await currentSubscription(lent, call))) return nothing;
      const seats = await lent
        .ask(SeatBalanceList, "listSeatBalances", call, { query: { customerId: customer.id } })
        .catch((error: unknown) => {
          // A plan that is paused, or not paid yet, has no seats to fill.
          if (error instanceof FarthingError && error.code === "no_active_subscription") return undefined;
          throw error;
        });
      const { featuresByCode } = await loadPlanConfig(db, caller.environmentId);
      const data = (seats?.data ?? []).map((balance) => ({
        ...balance,
        name: featuresByCode.get(balance.featureCode)?.name ?? balance.featureCode,
      }));
      return { ...nothing, data };
    },
  }),
  portalEndpoint({
    operationId: "previewSeatsInPortal",
    method: "post",
    path: "/seats/{featureCode}/preview",
    summary: "Preview setting the number of seats, and its cost",
    params,
    body: PreviewPortalSeats,
    answer: PortalSeatPreview,
    errors: SEAT_ERRORS,
    idempotency: "none",
    handle: (call) =>
      lent.ask(PortalSeatPreview, "previewSeats", call, { body: ofCustomer(call) }).catch(refusedSeats),
  }),
  portalEndpoint({
    operationId: "setSeatsInPortal",
    method: "put",
    path: "/seats/{featureCode}",
    summary: "Set the number of seats",
    params,
    body: SetPortalSeats,
    answer: PortalSeatChange,
    errors: [...SEAT_ERRORS, "total_above_maximum"],
    handle: async (call) => {
      const change = await lent
        .ask(SeatEvent, "setSeats", call, { body: ofCustomer(call) })
        .catch(refusedSeats);
      return {
        ...change,
        checkoutUrl: await pageIfOwed(lent, openPage, call, change.invoiceId, "/portal/seats"),
      };
    },
  }),
];
