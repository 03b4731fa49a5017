export {
  BASIS_POINTS_PER_WHOLE,
  RATE_OF_ONE,
  type Rounding,
  rateTokens,
  rateUnits,
  subtotalOfTotal,
  type TokenCost,
} from "./rate.js";
export { pricesFor, type TokenCounts } from "./tokens.js";
