/** From an answer of the API to one a Commet client reads. */
import { type Fields, isFields } from "./fields.js";
import { inclusiveTokens, type Notes } from "./inclusive-tokens.js";
import { toldAt } from "./operations.js";
import type { TranslatedRequest } from "./request.js";
import { toldAsCommet } from "./resources.js";

type Asked = Pick<TranslatedRequest, "place" | "sent" | "notes">;

/** @param body the API's answer, whole */
export function answerFor(body: unknown, ok: boolean, asked: Asked, enveloped: boolean): unknown {
  const tell = (resource: unknown): unknown =>
    isFields(resource) ? told(resource, asked, enveloped) : resource;
  if (!ok) return failure(body, asked, enveloped);
  if (isFields(body) && body.object === "list" && Array.isArray(body.data)) {
    const list = { ...body, data: body.data.map(tell) };
    if (!enveloped) return list;
    const next = body.nextCursor === null ? {} : { nextCursor: body.nextCursor };
    return { success: true, data: list.data, hasMore: body.hasMore, ...next };
  }
  return enveloped ? { success: true, data: tell(body) } : tell(body);
}

function failure(body: unknown, asked: Asked, enveloped: boolean): unknown {
  if (!isFields(body) || !isFields(body.error)) return body;
  const error = explained(body.error, asked, enveloped);
  return enveloped ? { success: false, error } : { ...body, error };
}

function told(resource: Fields, asked: Asked, enveloped: boolean): Fields {
  if (resource.object === "usage_batch") return toldBatch(resource, asked, enveloped);
  const own = resource.object === "usage_event" ? inclusiveTokens(resource) : resource;
  return enveloped ? toldAt(asked.place, toldAsCommet(own, asked.sent)) : own;
}

function toldBatch(batch: Fields, asked: Asked, enveloped: boolean): Fields {
  if (!Array.isArray(batch.results)) return batch;
  const results = batch.results.map((result: Fields) => ({
    ...result,
    ...(isFields(result.event) ? { event: told(result.event, { ...asked, sent: {} }, enveloped) } : {}),
    ...(isFields(result.error) ? { error: explained(result.error, asked, enveloped) } : {}),
  }));
  return { ...batch, results };
}

function explained(error: Fields, asked: Asked, enveloped: boolean): Fields {
  const details = detailsOf(error, asked, enveloped);
  const note = asked.notes.get(String(error.param));
  const isRefused = error.code === "validation_error" && note !== undefined;
  const own = {
    ...error,
    ...(isRefused ? { message: `${error.param}: ${note}` } : {}),
    ...(details === undefined ? {} : { details }),
  };
  if (!enveloped) return own;
  const { docUrl, ...rest } = own as Fields;
  return { ...rest, doc_url: docUrl };
}

function detailsOf(error: Fields, asked: Asked, enveloped: boolean): unknown {
  const { details } = error;
  if (error.code === "validation_error") return problems(error, asked.notes);
  if (!isFields(details) || !isFields(details.event)) return details;
  return { ...details, event: told(details.event, { ...asked, sent: {} }, enveloped) };
}

/** Always a list of fields, which is what these clients make their validation error of. */
function problems(error: Fields, notes: Notes): Fields[] {
  const details = Array.isArray(error.details)
    ? (error.details as Fields[])
    : [{ field: error.param ?? "", message: error.message }];
  return details.map((detail) => ({ ...detail, message: notes.get(String(detail.field)) ?? detail.message }));
}
