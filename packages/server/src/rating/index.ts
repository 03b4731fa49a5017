export { type Rounding, rateTokens, rateUnits, type TokenCost } from "./rate.js";
export { promptTokens, type TokenCounts } from "./tokens.js";
