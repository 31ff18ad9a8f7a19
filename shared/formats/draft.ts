import type { Body } from '../article/canonical';
import type { Statement } from '../article/metadata';
import type { Warning } from '../article/schema';

/** An article as a format's reader found it, before its metadata are settled. */
export interface Draft {
  /** `body.sourceMap` maps to the decoded file; empty where no user has that (PDF, DOCX, ODT, RTF). */
  body: Body;
  /** Where pages begin in the text, for documents that have pages: `[textStart, page]`, ascending. */
  pages?: [number, number][];
  /** What the file says about the article, most trusted first. */
  statements: Statement[];
  warnings: Warning[];
  /**
   * The name that the file itself gives the article (a feed's guid, a Message-ID), which keeps its identity when the
   * file is dropped again with other articles around it. Without it the position in the file does.
   */
  part?: string;
}
