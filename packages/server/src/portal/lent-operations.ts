/**
 * What a customer does in the portal is what the API does, for that customer: the same use cases, by the same
 * operations. The portal names each one that it lends, and whose it is; what comes back is cut to the fields of the
 * schema that is asked for.
 */
import type { z } from "zod";
import {
  BytesAnswer,
  type Call,
  type Endpoint,
  endpoint,
  type PortalCustomer,
  portalCustomerOf,
  StatusAnswer,
  validate,
} from "../platform/index.js";

interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

type Calling = Pick<Call<unknown, unknown, unknown>, "caller" | "db" | "log" | "origin">;

export class LentOperations {
  readonly #byId: ReadonlyMap<string, Endpoint>;

  /** @param operations those of the API */
  constructor(operations: readonly Endpoint[]) {
    this.#byId = new Map(operations.map((operation) => [operation.operationId, operation]));
  }

  /** @returns the answer, with the fields of `shape` alone */
  async ask<S extends z.ZodType>(
    shape: S,
    operationId: string,
    calling: Calling,
    given: Given = {},
  ): Promise<z.output<S>> {
    const answer = await this.#perform(operationId, calling, given);
    return shape.parse(answer instanceof StatusAnswer ? answer.body : answer);
  }

  /** A document or picture. */
  async bytes(operationId: string, calling: Calling, given: Given = {}): Promise<BytesAnswer> {
    const answer = await this.#perform(operationId, calling, given);
    if (answer instanceof BytesAnswer) return answer;
    throw new Error(`${operationId} answers no bytes`);
  }

  #perform(operationId: string, { caller, db, log, origin }: Calling, given: Given): Promise<unknown> {
    const operation = this.#byId.get(operationId);
    if (!operation) throw new Error(`the API has no operation ${operationId}`);
    return operation.handle({
      params: given.params ?? {},
      query: operation.query ? validate(operation.query, given.query ?? {}) : {},
      body: operation.body ? validate(operation.body, given.body ?? {}) : undefined,
      caller,
      db,
      log,
      origin,
      requestKey: undefined,
    });
  }
}

type Definition<
  B extends z.ZodType,
  Q extends z.ZodObject,
  P extends z.ZodObject,
  A extends z.ZodType,
> = Omit<Parameters<typeof endpoint<B, Q, P, A>>[0], "handle" | "audience" | "tag"> & {
  readonly handle: (
    call: Call<z.output<B>, z.output<Q>, z.output<P>> & { readonly customer: PortalCustomer },
  ) => Promise<unknown>;
};

/** An operation of the portal. Whatever its handler gives, no field leaves that its schema does not name. */
export function portalEndpoint<
  B extends z.ZodType,
  Q extends z.ZodObject,
  P extends z.ZodObject,
  A extends z.ZodType,
>({ handle, ...definition }: Definition<B, Q, P, A>): Endpoint {
  const { answer } = definition;
  return endpoint<B, Q, P, A>({
    ...definition,
    audience: "customer",
    tag: "Portal",
    handle: async (call) => {
      const given = await handle({ ...call, customer: portalCustomerOf(call.caller) });
      return given instanceof BytesAnswer ? given : (answer.parse(given) as z.input<A>);
    },
  } as Parameters<typeof endpoint<B, Q, P, A>>[0]);
}
