/** Which refused usage is meant: references of a request, found. */
import type { ListRefusedUsage } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, timeFrom } from "../platform/index.js";
import { narrowUsage } from "./narrow-usage.js";
import type { RefusedFilter } from "./store.js";

type Asked = Partial<Omit<z.output<typeof ListRefusedUsage>, "limit" | "cursor">>;

/** @throws FarthingError `customer_not_found`, `feature_not_found` */
export async function narrowRefused(db: Db, caller: Caller, asked: Asked): Promise<RefusedFilter> {
  const { model, reason, status, from, to } = asked;
  return {
    ...(await narrowUsage(db, caller, asked)),
    model,
    reason,
    status,
    from: from ? timeFrom(from) : undefined,
    to: to ? timeFrom(to) : undefined,
  };
}
