import { code, PortalSeatChange, PortalSeatsList, SeatBalanceList, SetPortalSeats } from "@farthing/contract";
import { z } from "zod";
import { loadPlanConfig } from "../plans/index.js";
import { FarthingError } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { currentSubscription } from "./own.js";

export const seatEndpoints = (lent: LentOperations) => [
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
    operationId: "setSeatsInPortal",
    method: "put",
    path: "/seats/{featureCode}",
    summary: "Set the number of seats",
    params: z.object({ featureCode: code }),
    body: SetPortalSeats,
    answer: PortalSeatChange,
    errors: [
      "feature_not_found",
      "no_active_subscription",
      "feature_not_in_plan",
      "feature_disabled",
      "included_limit_reached",
      "seat_limit_reached",
    ],
    handle: (call) =>
      lent.ask(PortalSeatChange, "setSeats", call, {
        body: {
          customerId: call.customer.id,
          featureCode: call.params.featureCode,
          count: call.body.count,
        },
      }),
  }),
];
