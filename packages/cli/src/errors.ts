/** The ways in which a command ends early. Messages say what is wrong and what to do. */
import { EXIT, type ExitCode } from "./exit-codes.js";

export abstract class CommandError extends Error {
  abstract readonly exitCode: ExitCode;
}

/** The command, its settings or its file are not usable. Nothing was sent. */
export class UsageError extends CommandError {
  override readonly name = "UsageError";
  readonly exitCode = EXIT.usage;
}

/** The server or database does not answer, or no longer. */
export class UnfinishedError extends CommandError {
  override readonly name = "UnfinishedError";
  readonly exitCode = EXIT.unfinished;
}

/** It ended, and its result is not what it should be. */
export class FlawedError extends CommandError {
  override readonly name = "FlawedError";
  readonly exitCode = EXIT.flawed;
}

/** Ctrl-C. */
export class InterruptedError extends CommandError {
  override readonly name = "InterruptedError";
  readonly exitCode = EXIT.interrupted;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const errnoOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
