export * from "./api-errors.js";
export * from "./connection-errors.js";
export * from "./farthing-error.js";
