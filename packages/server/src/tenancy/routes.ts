import {
  type ApiKey,
  ApiKeyList,
  CreateApiKey,
  CreatedApiKey,
  DeletedApiKey,
  idSchema,
  ListApiKeys,
} from "@farthing/contract";
import { z } from "zod";
import { type Caller, type Clock, endpoint, FarthingError, type Id, listById } from "../platform/index.js";
import { createApiKey } from "./create-api-key.js";
import { type ApiKeyRow, pageOfKeys, revokeKey } from "./store.js";

const tag = "API keys";

export const apiKeyEndpoints = (clock: Clock) => [
  endpoint({
    operationId: "createApiKey",
    method: "post",
    path: "/api-keys",
    tag,
    summary: "Create an API key",
    description:
      "The key is returned only once; only its hash is stored. A stored response would contain the key, so this operation takes no `Idempotency-Key`.",
    body: CreateApiKey,
    answer: CreatedApiKey,
    status: 201,
    idempotency: "none",
    managesAccess: true,
    handle: async ({ db, caller, body }) => {
      const { row, key } = await createApiKey(db, caller, clock.real(), body);
      return { ...shape(row, caller), key };
    },
  }),
  endpoint({
    operationId: "listApiKeys",
    method: "get",
    path: "/api-keys",
    tag,
    summary: "List API keys",
    scopes: [],
    managesAccess: true,
    query: ListApiKeys,
    answer: ApiKeyList,
    handle: ({ db, caller, query }) =>
      listById(
        "key",
        query,
        (before) => pageOfKeys(db, caller.environmentId, query.limit, before),
        (rows) => rows.map((row) => shape(row, caller)),
      ),
  }),
  endpoint({
    operationId: "deleteApiKey",
    method: "delete",
    path: "/api-keys/{id}",
    tag,
    summary: "Revoke an API key",
    description: "It stops working within a second. The record is kept.",
    params: z.object({ id: idSchema("key") }),
    answer: DeletedApiKey,
    errors: ["api_key_not_found"],
    managesAccess: true,
    handle: async ({ db, caller, params }) => {
      const row = await revokeKey(db, caller.environmentId, params.id as Id<"key">, clock.real());
      if (!row)
        throw new FarthingError("api_key_not_found", `There is no API key ${params.id}.`, { param: "id" });
      return { object: "api_key" as const, id: row.id, deleted: true as const, livemode: caller.livemode };
    },
  }),
];

const shape = (row: ApiKeyRow, caller: Caller): z.input<typeof ApiKey> => ({
  object: "api_key",
  id: row.id,
  name: row.name,
  scope: row.scope,
  prefix: row.prefix,
  livemode: caller.livemode,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
