/** API keys: what a server presents itself with. */
import { z } from "zod";
import { answeredTime, cursorQuery, deletedOf, idSchema, listOf, resource, text } from "./primitives.js";

const keyScope = z
  .enum(["full", "ingest", "read"])
  .meta({ description: "`full`: everything; `ingest`: track and check usage; `read`: GET only" });

export const CreateApiKey = z
  .strictObject({
    name: text(100),
    scope: keyScope.default("full"),
    expiresInDays: z.int().min(1).max(3650).optional(),
  })
  .meta({ id: "CreateApiKey" });

export const ApiKey = z
  .object({
    ...resource("api_key"),
    id: idSchema("key"),
    name: z.string(),
    scope: keyScope,
    prefix: z
      .string()
      .meta({ description: "The first characters, to tell keys apart", example: "ck_test_a1b2" }),
    createdAt: answeredTime,
    expiresAt: answeredTime.nullable(),
    lastUsedAt: answeredTime.nullable(),
    revokedAt: answeredTime.nullable(),
  })
  .meta({ id: "ApiKey" });

export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: "The key itself. Shown once, stored only as a hash." }),
}).meta({ id: "CreatedApiKey" });

export const ListApiKeys = z.strictObject(cursorQuery);
export const ApiKeyList = listOf(ApiKey).meta({ id: "ApiKeyList" });
export const DeletedApiKey = deletedOf("api_key").meta({ id: "DeletedApiKey" });
