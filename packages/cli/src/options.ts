/** What options of several commands have in common. */
import { InvalidArgumentError } from "commander";
import type { ExitCode } from "./exit-codes.js";

/** Told how a command ended. */
export type Finish = (exitCode: ExitCode) => void;

/** For options: a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
