/** What a script reads from `$?`. */
export const EXIT = {
  ok: 0,
  /** The command ran, and something did not go well: a file that cannot be read, a quarantined drop, a refused request. */
  failed: 1,
  /** The command could not run: wrong options, nothing that answers, no credentials. */
  unable: 2,
} as const;

/** Ends the command with a message for the user instead of a stack trace. */
export class CliError extends Error {
  /**
   * @param message what is wrong, one sentence
   * @param advice what the user can do about it
   */
  constructor(
    readonly exitCode: number,
    message: string,
    readonly advice?: string,
  ) {
    super(message);
  }
}

/** Wrong options, or nothing to talk to. */
export class UnableError extends CliError {
  constructor(message: string, advice?: string) {
    super(EXIT.unable, message, advice);
  }
}

/** One line about anything that was thrown. */
export function explain(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(explain).join('; ');
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed" and keeps the reason in its cause.
  return error.cause instanceof Error ? explain(error.cause) : error.message || error.name;
}
