/** What the command tells the shell. */
export const EXIT = {
  done: 0,
  /** Done, and what was found is not all well: rows left out, a broken ledger, a feed that could not be read. */
  flawed: 1,
  /** The command, its settings or its file are not usable; nothing was done. */
  usage: 2,
  /** Not finished; running the same command again carries on. */
  unfinished: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
