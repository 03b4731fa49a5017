/** What every row works with: the running instance, its population, the load generator, and how much to do. */
import type pg from "pg";
import type { Api } from "./api.js";
import type { Instance } from "./instance.js";
import type { LoadGenerator } from "./load.js";
import type { Population } from "./population.js";

export interface Bench {
  readonly sizes: Sizes;
  readonly seed: number;
  readonly instance: Instance;
  readonly api: Api;
  /** For what is done beside the server. */
  readonly db: pg.Pool;
  readonly population: Population;
  readonly generator: LoadGenerator;
  readonly emptyServer: EmptyServer | undefined;
}

export interface EmptyServer {
  readonly url: string;
  readonly pid: number;
}

export interface Sizes {
  readonly customers: number;
  /** How often each throughput row is measured, in turn with the others. */
  readonly rounds: number;
  /** Requests of 100 events. */
  readonly batchRequests: number;
  readonly singleRequests: number;
  readonly hotRequests: number;
  readonly checkRequests: number;
  readonly emptyRequests: number;
  readonly naiveEvents: number;
}

const FULL: Sizes = {
  customers: 10_000,
  rounds: 5,
  batchRequests: 600,
  singleRequests: 12_000,
  hotRequests: 16_000,
  checkRequests: 8_000,
  emptyRequests: 24_000,
  naiveEvents: 5_000,
};

const QUICK: Sizes = {
  customers: 2_000,
  rounds: 3,
  batchRequests: 150,
  singleRequests: 3_000,
  hotRequests: 4_000,
  checkRequests: 2_000,
  emptyRequests: 6_000,
  naiveEvents: 1_500,
};

export const sizesOf = ({ quick }: { quick: boolean }): Sizes => (quick ? QUICK : FULL);
