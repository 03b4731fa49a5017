/** Where a command runs: what it reads from and writes to beside its arguments. */

export interface Output {
  write(text: string): unknown;
  /** True where a person watches. */
  readonly isTTY?: boolean | undefined;
}

export interface Terminal {
  /** Results. */
  readonly out: Output;
  /** Progress, remarks, errors. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborts at Ctrl-C. */
  readonly interrupted: AbortSignal;
}
