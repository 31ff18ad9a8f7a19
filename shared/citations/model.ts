import type { Span } from '../article/schema';
import type { NamedSource } from '../sources/registry';
import type { TimeForm } from '../times/model';

/** A date as it is printed behind a source, not yet placed. */
export interface PrintedDate extends Span {
  form: TimeForm;
}

/** One outlet with one date; the date is missing where none is printed. */
export interface PrintedCite extends Span {
  source: NamedSource;
  date: PrintedDate | undefined;
}

/** A citation as it is printed: all that one parenthesis, or one clause, names. */
export interface PrintedCitation extends Span {
  form: 'parenthesis' | 'running';
  cites: readonly PrintedCite[];
}

/** What a cross-reference points to: an issue of a serial, by its date or its number. */
export interface PrintedTarget extends Span {
  publication: string;
  date: PrintedDate | undefined;
  volume?: number | undefined;
  issue?: number | undefined;
  title?: string | undefined;
}

export interface PrintedReference extends Span {
  targets: readonly PrintedTarget[];
}
