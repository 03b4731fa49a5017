/** The client of the server that a command is about. */
import path from "node:path";
import {
  APIConnectionError,
  APIError,
  AuthenticationError,
  Farthing,
  FarthingError,
  PermissionDeniedError,
} from "@farthing/node";
import { CommandError, UnfinishedError, UsageError } from "./errors.js";
import type { Terminal } from "./terminal.js";

export interface ServerOptions {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
}

export interface Connection {
  readonly client: Farthing;
  readonly url: string;
  readonly apiKey: string;
}

const DEFAULT_URL = "http://127.0.0.1:4800";
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * @param maxRetries attempts after the first, for outages
 * @throws UsageError where there is no key, or the URL or key cannot be one
 */
export async function connect(
  options: ServerOptions,
  terminal: Terminal,
  maxRetries: number,
): Promise<Connection> {
  const url = options.url ?? (terminal.env.FARTHING_BASE_URL || DEFAULT_URL);
  const apiKey = options.apiKey ?? (terminal.env.FARTHING_API_KEY || (await localKey(url, terminal)));
  if (!apiKey) {
    throw new UsageError(
      "There is no API key. Pass --api-key, or set FARTHING_API_KEY, or run this in the folder of a local server (the one with .farthing in it).",
    );
  }
  try {
    return { client: new Farthing({ apiKey, baseURL: url, maxRetries }), url, apiKey };
  } catch (error) {
    if (error instanceof FarthingError) throw new UsageError(error.message.replace("baseURL", "--url"));
    throw error;
  }
}

/** The sandbox key that a server on this machine keeps in its data folder. It is shown to no other machine. */
async function localKey(url: string, terminal: Terminal): Promise<string | undefined> {
  if (!URL.canParse(url) || !LOOPBACK.test(new URL(url).hostname)) return undefined;
  const dataDir = path.resolve(terminal.cwd, terminal.env.FARTHING_DATA_DIR || ".farthing");
  const { readSandboxKey } = await import("@farthing/server");
  const key = await readSandboxKey(dataDir);
  if (key) terminal.err.write(`Using the sandbox key in ${dataDir} (no other API key was given).\n`);
  return key;
}

/** What a failed call means for the command. */
export function commandError(error: unknown, url: string): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof AuthenticationError)
    return new UsageError(`The server at ${url} does not know the API key: ${error.message}`);
  if (error instanceof PermissionDeniedError)
    return new UsageError(
      `The API key is not allowed to do this. Use a key with scope full: ${error.message}`,
    );
  if (error instanceof APIConnectionError) return new UnfinishedError(error.message);
  if (error instanceof APIError) return new UnfinishedError(`${error.message}${requestIn(error)}`);
  throw error;
}

const requestIn = ({ requestId }: APIError): string => (requestId ? ` (request ${requestId})` : "");
