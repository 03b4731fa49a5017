export {
  type ArchivedKey,
  type ArchivedUsage,
  addArchivedUsage,
  deleteEventsWithin,
  eventsWithin,
  insertArchivedKeys,
  type Stretch,
} from "./archive-store.js";
export {
  type BehindLine,
  type CounterToBill,
  countersToBill,
  eventsBehind,
  markBilled,
  moveCounters,
  sumBehind,
  sumBilled,
  type UsageSum,
} from "./billing-store.js";
export { boundedRead, lowestEventUuid } from "./bounded-read.js";
export {
  type EventCost,
  shapeConsumption,
  shapeEvent,
  shapeTokenCost,
  shapeUnitCost,
  tokenCountsOf,
} from "./event-answer.js";
export { findKnownKeys, insertEvents, type KnownKeys } from "./event-store.js";
export { narrowRefused } from "./narrow-refused.js";
export { narrowUsage } from "./narrow-usage.js";
export { differingFields, payloadDigest, payloadOfEvent, payloadOfRequest } from "./payload.js";
export { shapeRefusals } from "./refused-answer.js";
export { requireRefused } from "./require-refused.js";
export { addRollups } from "./rollup-store.js";
export { foldRollups } from "./rollups.js";
export {
  eventCursor,
  type MeteringDependencies,
  meteringEndpoints,
  readEventPosition,
  shapeEvents,
} from "./routes.js";
export type { Property, RefusedUsageRow, UsageEventRow } from "./schema.js";
export {
  type ClosedRefusal,
  type Counted,
  type Counter,
  type CounterKey,
  closeRefused,
  countedOf,
  countOpenRefused,
  type EventPosition,
  findEventOf,
  findRefused,
  markDismissed,
  noteAttempts,
  oldestOpenRefused,
  pageOfEvents,
  type RefusedAgain,
  type RefusedCost,
  type RefusedFilter,
  readCounters,
  refusedCosts,
  saveCounters,
  saveRefused,
} from "./store.js";
export {
  assertInRange,
  DEFAULT_USAGE_TIMES,
  type EventBody,
  readConsumption,
  readUsage,
  type TokensUsed,
  type TotalSet,
  type UnitsUsed,
  type UsageRequest,
  type UsageTimes,
} from "./usage-request.js";
