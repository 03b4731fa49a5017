/** What the demo says: plain lines, with colours where a person looks at them. */
import { styleText } from "node:util";

const hasColours = process.stdout.isTTY === true && !process.env.NO_COLOR;
let isSilent = false;

type Style = Parameters<typeof styleText>[0];

const styled =
  (style: Style) =>
  (text: string): string =>
    hasColours ? styleText(style, text) : text;

export const bold = styled("bold");
export const dim = styled("dim");
export const green = styled("green");
export const red = styled("red");

export function say(line = ""): void {
  if (!isSilent) process.stdout.write(`${line}\n`);
}

export const heading = (text: string): void => say(`\n${bold(text)}`);

/** After an interruption what is still under way has nothing to say. */
export function fallSilent(): void {
  isSilent = true;
}
