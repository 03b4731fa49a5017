/** Exchange rates: what AI usage costs in a currency that models are not priced in. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import {
  answeredTime,
  cursorQuery,
  exchangeRate,
  idSchema,
  listOf,
  resource,
  timestamp,
} from "./primitives.js";

export const CreateExchangeRate = z
  .strictObject({
    currency: currencyCode,
    rate: exchangeRate,
    effectiveFrom: timestamp
      .optional()
      .meta({ description: "Usage from this time on is converted at this rate. Default: now" }),
  })
  .meta({ id: "CreateExchangeRate" });

export const ListExchangeRates = z.strictObject({ ...cursorQuery, currency: currencyCode.optional() });

export const ExchangeRate = z
  .object({
    ...resource("exchange_rate"),
    id: idSchema("fxr"),
    currency: z.string(),
    rate: z.number().meta({ description: "Units of the currency per US dollar", example: 150 }),
    effectiveFrom: answeredTime,
    createdAt: answeredTime,
  })
  .meta({ id: "ExchangeRate" });
export const ExchangeRateList = listOf(ExchangeRate).meta({ id: "ExchangeRateList" });
