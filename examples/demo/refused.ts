/** Usage that nobody paid for yet: kept when it is refused, charged when there is a balance. */
import { type Farthing, InsufficientBalanceError } from "@farthing/node";
import type { Untracked } from "./calls.js";
import type { CustomerId } from "./catalog.js";
import { dollars, nanosOf } from "./money.js";
import { dim, green, heading, red, say } from "./terminal.js";

const CUSTOMER: CustomerId = "dahlia";
/** Rate scale: $5.00. */
const TOPUP = 50_000;

export async function sayRefused(farthing: Farthing, untracked: readonly Untracked[]): Promise<void> {
  heading("Refused for lack of balance");
  const [refusal, ...more] = untracked;
  if (!(refusal?.error instanceof InsufficientBalanceError) || more.length > 0)
    throw new Error(
      `Not one refusal, but ${untracked.map(({ error }) => error.message).join("; ") || "none"}`,
    );
  const { error } = refusal;
  say(`  ${red(`${error.status} ${error.code}`)}  ${error.message}`);
  say(`  ${dim("The customer has the model's answer all the same; its usage is kept:")}`);
  for await (const { customerId, cost, event, reason, ...kept } of farthing.usage.refused.list({
    status: "open",
  })) {
    const { model } = event as { model: string };
    say(`  ${kept.id}  ${kept.feature}  ${model}  ${reason}`);
    say(
      `  unbilled cost ${red(dollars(nanosOf(cost?.total ?? 0)))} of ${CUSTOMER} ${dim(`(${customerId})`)}`,
    );
  }
}

export async function topUpAndReplay(farthing: Farthing): Promise<void> {
  heading("Topped up, and charged after all");
  const { balance } = await farthing.customer(CUSTOMER).balance.topup({ amount: TOPUP });
  say(`  top-up of ${dollars(nanosOf(TOPUP))}: ${dollars(BigInt(balance.remainingNanos))} to spend`);
  const replay = await farthing.usage.refused.replayMany({ customerId: CUSTOMER });
  const [result] = replay.results;
  if (replay.recorded !== 1 || result?.event?.consumption === undefined)
    throw new Error(`The replay did not go through: ${JSON.stringify(replay)}`);
  const { deducted, remaining } = result.event.consumption;
  say(
    `  replay: ${replay.recorded} recorded, ${replay.refused} refused; charged ${green(dollars(nanosOf(deducted)))}, ` +
      `${dollars(nanosOf(remaining ?? 0))} left`,
  );
}
