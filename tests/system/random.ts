/** Numbers that look random and come again for the same seed. A test prints its seed and how to replay it. */
import { randomInt } from "node:crypto";

export interface Random {
  readonly seed: number;
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  shuffle<T>(values: readonly T[]): T[];
}

/** mulberry32: 32 bits of state are plenty for choosing test cases. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    seed,
    int,
    pick: (from) => from[int(from.length)]!,
    shuffle: (values) => {
      const shuffled = [...values];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}

/** From the environment, or a new one. */
export const seedFrom = (name: string): number => numberFrom(name, 0) ?? randomInt(2 ** 31);
export const countFrom = (name: string, usual: number): number => numberFrom(name, 1) ?? usual;

/** @throws Error where it is set to something else: a test of `NaN` rounds would pass */
function numberFrom(name: string, least: number): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least) return value;
  throw new Error(`${name} is ${JSON.stringify(text)}; it must be a whole number from ${least} on.`);
}

/** Said when a random test begins, so that a failure can be had again. */
export const sayReplay = (file: string, variables: Readonly<Record<string, number>>): void => {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  console.log(`replay: ${settings.join(" ")} npx vitest run ${file}`);
};
