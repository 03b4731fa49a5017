export { type Rounding, rateTokens, rateUnits, subtotalOfTotal, type TokenCost } from "./rate.js";
export { pricesFor, type TokenCounts } from "./tokens.js";
