import { LedgerEntryList, ListLedger } from "@farthing/contract";
import { requireCustomer } from "../customers/index.js";
import { endpoint, listAnswer, pageOf, readCursor, timeFrom } from "../platform/index.js";
import { shapeEntry } from "./entry-answer.js";
import { pageOfLines } from "./store.js";

export const ledgerEndpoints = [
  endpoint({
    operationId: "listLedger",
    method: "get",
    path: "/ledger",
    tag: "Ledger",
    summary: "List a customer's ledger, newest first",
    description: "Every change of what the customer can spend, with the balance after it.",
    query: ListLedger,
    answer: LedgerEntryList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = await requireCustomer(db, caller, query.customerId);
      const before = readCursor(query.cursor, /^\d{1,18}$/);
      const lines = await pageOfLines(db, customer.id, query.limit, before ? BigInt(before) : undefined, {
        type: query.type,
        from: query.from ? timeFrom(query.from) : undefined,
        to: query.to ? timeFrom(query.to) : undefined,
      });
      const page = pageOf(lines, query.limit, (line) => String(line.seq));
      return listAnswer({ ...page, data: page.data.map((line) => shapeEntry(line, caller.livemode)) });
    },
  }),
];
