/**
 * What went wrong, from the user's point of view. A receipt shows the class, the code, the message and what to do.
 *
 * - `unsupported`: Dateline does not read this kind of file.
 * - `damaged`: the kind is known but the file is broken.
 * - `too-large`: over a documented limit.
 * - `missing`: the object was gone before it could be read.
 * - `temporary`: something outside did not answer until the attempts were used up; the original is kept.
 * - `our-fault`: a defect of ours; the original is kept and can be retried after a fix.
 */
export const REASON_CLASSES = ['unsupported', 'damaged', 'too-large', 'missing', 'temporary', 'our-fault'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

/** Base of every error that Dateline throws on purpose: it says whether trying again can help. */
export abstract class DatelineError extends Error {
  abstract readonly retryable: boolean;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The file (or one article of it) cannot become an article, however often it is tried: its drop is quarantined. */
export class UnreadableFileError extends DatelineError {
  readonly retryable = false;
  /**
   * @param reasonClass what kind of problem it is, for filters and metrics
   * @param code a stable, specific word, e.g. `empty-file`
   * @param message one sentence that a user understands
   * @param advice what the user can do about it
   */
  constructor(
    readonly reasonClass: ReasonClass,
    readonly code: string,
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** Something outside is slow, throttled or not there yet: the message goes back to its queue. */
export class TemporaryError extends DatelineError {
  readonly retryable = true;
}

/** Data that we wrote ourselves does not have the shape that we gave it: a defect, retried until it reaches the DLQ. */
export class CorruptDataError extends DatelineError {
  readonly retryable = true;
}
