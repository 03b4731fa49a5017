/** What a model cost over time: the prices that were in force, and not those that another one hid. */
import { Chart } from "../../charts/chart";
import { formatRate } from "../../money/money";
import { formatDate } from "../../parts/time";
import { isAlways } from "./always";
import { changesOf, type Price } from "./in-force";

export function History({ prices }: { prices: readonly Price[] }) {
  const points = changesOf(prices).map(({ at, price }) => ({
    at,
    input: price.inputPrice,
    output: price.outputPrice,
  }));
  const last = points.at(-1);
  const now = new Date().toISOString();
  const data = last && last.at < now ? [...points, { ...last, at: now }] : points;
  return (
    <Chart
      label="Price per million tokens over time"
      look="step"
      data={data}
      series={[
        { key: "input", name: "Input", color: 1 },
        { key: "output", name: "Output", color: 2 },
      ]}
      formatValue={(rate) => formatRate(rate)}
      formatAt={(at) => (isAlways(at) ? "Always" : formatDate(at))}
    />
  );
}
