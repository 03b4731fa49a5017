import {
  CreateExchangeRate,
  ExchangeRate,
  ExchangeRateList,
  ListExchangeRates,
  nanoUnitsFromQuantity,
  quantityFromNanoUnits,
} from "@farthing/contract";
import type { z } from "zod";
import { type Caller, endpoint, listById } from "../platform/index.js";
import { addExchangeRate } from "./add-exchange-rate.js";
import { type ExchangeRateRow, pageOfExchangeRates } from "./exchange-rate-store.js";

const tag = "Exchange rates";

const shape = (row: ExchangeRateRow, caller: Caller): z.input<typeof ExchangeRate> => ({
  object: "exchange_rate",
  id: row.id,
  livemode: caller.livemode,
  currency: row.currency,
  rate: quantityFromNanoUnits(row.rateNanos),
  effectiveFrom: row.effectiveFrom.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

export const exchangeRateEndpoints = [
  endpoint({
    operationId: "createExchangeRate",
    method: "post",
    path: "/exchange-rates",
    tag,
    summary: "Add an exchange rate",
    description:
      "AI usage of subscriptions in the currency is converted at the rate that was in force when it happened. A rate never changes: add a new one that applies from a later time.",
    body: CreateExchangeRate,
    answer: ExchangeRate,
    status: 201,
    handle: async ({ db, caller, body }) =>
      shape(
        await addExchangeRate(db, caller, { ...body, rateNanos: nanoUnitsFromQuantity(body.rate) }),
        caller,
      ),
  }),
  endpoint({
    operationId: "listExchangeRates",
    method: "get",
    path: "/exchange-rates",
    tag,
    summary: "List exchange rates",
    description: "Most recently added first; `currency` selects one currency.",
    query: ListExchangeRates,
    answer: ExchangeRateList,
    handle: ({ db, caller, query }) =>
      listById(
        "fxr",
        query,
        (before) =>
          pageOfExchangeRates(db, caller.environmentId, query.currency?.toUpperCase(), query.limit, before),
        (rows) => rows.map((row) => shape(row, caller)),
      ),
  }),
];
