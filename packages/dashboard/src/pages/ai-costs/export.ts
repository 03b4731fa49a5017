/** The list as a file, page by page, with the filters that are set. */
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { saveFile } from "../../parts/save-file";
import { messageOf } from "../../parts/states";
import { CSV_HEAD, csvRow } from "./csv";

/** A file that a spreadsheet still opens; beyond it, `farthing events archive` writes all there is. */
const MOST_ROWS = 100_000;

export function useCsvExport(query: Record<string, string | undefined>) {
  const { operator } = useSession();
  /** So many are there by now; undefined while none is being made. */
  const [rows, setRows] = useState<number>();
  const run = async (): Promise<void> => {
    const lines = [CSV_HEAD];
    setRows(0);
    try {
      let cursor: string | undefined;
      do {
        const page = await operator.aiEvents({ ...query, cursor, limit: 100 });
        lines.push(...page.data.map(csvRow));
        setRows(lines.length - 1);
        cursor = page.nextCursor ?? undefined;
      } while (cursor && lines.length <= MOST_ROWS);
      saveFile("ai-costs.csv", lines.join("\r\n"), "text/csv");
      if (cursor)
        toast.warning(`The file ends after ${MOST_ROWS} rows. Choose a shorter period to get the rest.`);
    } catch (error) {
      toast.error(messageOf(error as Error));
    } finally {
      setRows(undefined);
    }
  };
  return { run, rows };
}
