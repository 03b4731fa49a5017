export { createCustomer } from "./create-customers.js";
export { customerNotFound, findCustomer, requireCustomer, requireCustomerById } from "./find-customer.js";
export { customerNameEndpoints } from "./name-routes.js";
export { customerEndpoints } from "./routes.js";
export { type CustomerRow, customersFoundBy, findCustomerIds, findCustomerIdsByEmail } from "./store.js";
