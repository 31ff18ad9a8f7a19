import * as z from 'zod';
import { UnreadableFileError } from '../errors';

const count = (value: number) => z.int().positive().default(value);
const MB = 1024 * 1024;

/**
 * What reading one dropped file may cost; part of a stage's configuration. Whatever is over a limit is said in the
 * receipt. The size of the file itself is limited before it is read (`maxFileBytes`).
 */
export const Limits = z.strictObject({
  /** Articles of one file. */
  articles: count(20_000),
  /** Members of a container, with those of the containers in it. */
  members: count(20_000),
  /** Containers inside containers; 1: a ZIP's files are read, but no ZIP in a ZIP. */
  depth: count(4),
  /** Bytes of one member, unpacked: it is held in memory. */
  memberBytes: count(32 * MB),
  /** Bytes of all members, unpacked. */
  unpackedBytes: count(1024 * MB),
  /** Unpacked bytes for each packed one, beyond the first megabyte: text has 3 to 20, a bomb a thousand. */
  ratio: count(200),
  /** Pages of one document. */
  pages: count(2_000),
  /** Seconds for the whole file; looked at between articles, members and pages. */
  seconds: count(240),
});
export type Limits = z.infer<typeof Limits>;

/** A number of bytes for a person. */
export function sizeOf(bytes: number): string {
  return bytes >= MB ? `${Math.floor(bytes / MB)} MB` : `${bytes} bytes`;
}

/** A limit of the whole file was reached: what was read so far stays, the rest is left. */
export class LimitReachedError extends UnreadableFileError {
  constructor(code: string, message: string) {
    super('too-large', code, message, 'Split it into smaller files, or raise the limit in the stage.');
  }
}

/** How many pages of a document were read, and how many it has. */
export interface PagesRead {
  read: number;
  of: number;
}

/** Pages that are read between two reports of them. */
const PAGES_BETWEEN = 20;

/** What reading one file has used of its limits so far, over all nested containers. */
export class Budget {
  private members = 0;
  private articles = 0;
  private unpacked = 0;
  private readonly deadline: number;

  /** @param clock milliseconds */
  constructor(
    readonly limits: Limits,
    private readonly clock: () => number,
    private readonly onPages?: (pages: PagesRead) => Promise<void>,
  ) {
    this.deadline = clock() + limits.seconds * 1000;
  }

  /** @throws LimitReachedError `took-too-long` */
  checkTime(): void {
    if (this.clock() <= this.deadline) return;
    throw new LimitReachedError('took-too-long', `Reading the file took more than ${this.limits.seconds} seconds`);
  }

  /** @throws LimitReachedError `too-many-articles`, `took-too-long` */
  useArticle(): void {
    this.checkTime();
    this.articles += 1;
    if (this.articles <= this.limits.articles) return;
    throw new LimitReachedError('too-many-articles', `The file holds more than ${this.limits.articles} articles`);
  }

  /** @throws LimitReachedError `too-many-members`, `took-too-long` */
  useMember(): void {
    this.checkTime();
    this.members += 1;
    if (this.members <= this.limits.members) return;
    throw new LimitReachedError('too-many-members', `The archive holds more than ${this.limits.members} files`);
  }

  /** Tells of the pages of a document now and then. @throws LimitReachedError `took-too-long` */
  async usePage(pages: PagesRead): Promise<void> {
    this.checkTime();
    if (pages.read > 0 && pages.read % PAGES_BETWEEN === 0) await this.onPages?.(pages);
  }

  /** @throws LimitReachedError `unpacked-too-large` */
  useUnpacked(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked <= this.limits.unpackedBytes) return;
    const limit = sizeOf(this.limits.unpackedBytes);
    throw new LimitReachedError('unpacked-too-large', `Unpacked, the archive has more than ${limit}`);
  }
}
