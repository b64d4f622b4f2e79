/** What a run of `midizero` tells the shell. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** Everything worked, and there is nothing to show: a search without a match. */
  noResult: 1,
  /** Arguments or files that cannot be used; one line on stderr says which. */
  unusable: 2,
  /** Stopped by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
