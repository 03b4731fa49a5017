/** The API's shapes, as the client's generated types have them. */
export type { Schemas } from "../../../node/src/schemas";
