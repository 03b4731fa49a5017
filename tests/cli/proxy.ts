/** Stands between the command and a server, and holds back or replaces answers. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  readonly url: string;
  /** Batches whose answers were passed on. */
  readonly answered: number;
  close(): Promise<void>;
}

/** `lose`: the server gets the batch, and its answer never arrives. `refuse`: it is answered 503 in its stead. */
export type Fate = "pass" | "lose" | "refuse";

/** @param fateOf of the batch with this number, from 1 */
export async function startProxy(
  target: string,
  fateOf: (batch: number) => Fate | Promise<Fate>,
  onFate: (fate: Fate) => void = () => {},
): Promise<Proxy> {
  let batches = 0;
  let answered = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isBatch = request.url?.endsWith("/usage/events/batch") ?? false;
    if (isBatch) batches += 1;
    const fate = isBatch ? await fateOf(batches) : "pass";
    const body = await bodyOf(request);
    if (fate === "refuse") response.writeHead(503).end();
    else await forward(target, request, body, fate === "lose" ? undefined : response);
    if (isBatch && fate === "pass") answered += 1;
    onFate(fate);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get answered() {
      return answered;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function forward(
  target: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse | undefined,
): Promise<void> {
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? "GET",
    headers: { "x-api-key": String(request.headers["x-api-key"]), "content-type": "application/json" },
    ...(body.length > 0 ? { body } : {}),
  });
  const text = await answer.text();
  response?.writeHead(answer.status, { "content-type": "application/json" }).end(text);
}
