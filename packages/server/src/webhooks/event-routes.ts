import { idSchema, ListEvents, WebhookEvent, WebhookEventList } from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import {
  endpoint,
  FarthingError,
  findNews,
  type Id,
  listById,
  pageOfNews,
  timeFrom,
} from "../platform/index.js";
import { shapeWebhookEvent } from "./event-answer.js";

const tag = "Events";

export const webhookEventEndpoints = [
  endpoint({
    operationId: "listEvents",
    method: "get",
    path: "/events",
    tag,
    summary: "List webhook events, newest first",
    description: "Lists the webhook events of the last 30 days. Usage events are under `/usage/events`.",
    query: ListEvents,
    answer: WebhookEventList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = query.customerId ? await requireCustomer(db, caller, query.customerId) : undefined;
      const filter = {
        type: query.type,
        customerId: customer?.id,
        from: query.from ? timeFrom(query.from) : undefined,
        to: query.to ? timeFrom(query.to) : undefined,
      };
      return listById(
        "whe",
        query,
        (before) => pageOfNews(db, caller.environmentId, filter, query.limit, before),
        (rows) => rows.map((row) => shapeWebhookEvent(row, caller.livemode)),
      );
    },
  }),
  endpoint({
    operationId: "getEvent",
    method: "get",
    path: "/events/{id}",
    tag,
    summary: "Get a webhook event",
    params: z.object({ id: idSchema("whe") }),
    answer: WebhookEvent,
    errors: ["webhook_event_not_found"],
    handle: async ({ db, caller, params }) => {
      const row = await findNews(db, caller.environmentId, params.id as Id<"whe">);
      if (row) return shapeWebhookEvent(row, caller.livemode);
      throw new FarthingError("webhook_event_not_found", `There is no webhook event ${params.id}.`, {
        param: "id",
      });
    },
  }),
];
