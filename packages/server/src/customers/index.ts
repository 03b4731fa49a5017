export { customerNotFound, findCustomer, requireCustomer, requireCustomerById } from "./find-customer.js";
export { customerEndpoints } from "./routes.js";
export { type CustomerRow, findCustomerIds } from "./store.js";
