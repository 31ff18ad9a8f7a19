import type { Statement } from '../article/metadata';
import type { FoundArticle, Warning } from '../article/schema';
import type { UnreadableFileError } from '../errors';
import type { Draft } from './draft';
import type { Budget } from './limits';

/** A file, or a member of a container, as the readers of formats get it. */
export interface Source {
  /** Object key, path, or path in the container. */
  name: string;
  /** Of the name, in lower case without the dot; empty when it has none. */
  extension: string;
  /** Media type that it was stored with, in lower case without parameters; empty when there is none. */
  type: string;
  /** The same with its parameters. */
  contentType?: string | undefined;
  bytes: Uint8Array;
  /** Its first characters without white space before them, read as UTF-16 or else as Latin-1: enough to tell formats. */
  head: string;
}

/** A file in a container. */
export interface Member {
  /** As the container names it, cleaned (`cleanPath`); empty when it is the container's only content (.gz). */
  path: string;
  /** What to call it where that is not the path: its extension tells its format. */
  name?: string;
  /** What the container says about the articles in it; trusted less than what they say themselves. */
  statements?: readonly Statement[];
  /** What the container says its media type is. */
  contentType?: string | undefined;
  /** Unpacks it. @throws UnreadableFileError when that is not possible, for this member alone */
  read(): Promise<Uint8Array>;
}

/** What a file holds: articles, files, or both (a mail and its attachments). */
export type Reading =
  | {
      format: FoundArticle['format'];
      encoding: FoundArticle['encoding'];
      /** What concerns the whole file; said with its first article. */
      warnings: readonly Warning[];
      /** In file order; may throw UnreadableFileError after some: those stay. */
      drafts: Iterable<Draft> | AsyncIterable<Draft>;
      /** Read after the drafts. */
      members?: Iterable<Member> | AsyncIterable<Member>;
    }
  | { members: Iterable<Member> | AsyncIterable<Member> };

/**
 * Reads one format. Long work looks at `budget.checkTime()` now and then.
 * @throws UnreadableFileError when nothing can be read from it
 */
export type Reader = (source: Source, budget: Budget) => Reading | Promise<Reading>;

/** What comes out of a dropped file, as it comes. */
export type Finding =
  | { kind: 'article'; found: FoundArticle }
  /** A member of a container that is no article; the others are read all the same. */
  | { kind: 'unreadable'; member: string; reason: UnreadableFileError }
  /** The rest of the file could not be read, or is over a limit; articles were found before. */
  | { kind: 'stopped'; reason: UnreadableFileError };
