/** A number of days as it is typed. */
import { FieldError } from "./form";

/**
 * Undefined where nothing is typed.
 * @param param the field as the server names it
 * @throws FieldError
 */
export function daysFromTyped(typed: string | undefined, param: string): number | undefined {
  const text = typed?.trim();
  if (!text) return undefined;
  if (!/^\d{1,3}$/.test(text)) throw new FieldError(param, "Enter a number of days, such as 14.");
  return Number(text);
}
