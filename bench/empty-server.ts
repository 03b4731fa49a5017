/**
 * What HTTP alone costs: the server's own HTTP kit, authentication and listener, with one route that reads and
 * validates an event as `POST /usage/events` does, and answers a small object. The product has no such route.
 */
import { endpointNamed, serve } from "./kit-server.js";

serve([{ ...endpointNamed("trackUsage"), path: "/empty", handle: async () => ({ object: "empty" }) }]);
