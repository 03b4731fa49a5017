/** Of a subscription whose plan goes on: no other one waits for the end of its period. */
export const NO_SCHEDULED_CHANGE = {
  scheduledPlanId: null,
  scheduledPriceId: null,
  scheduledChangeAt: null,
} as const;
