import { decodeHtml } from './html/charset';
import { readHtml } from './html/page';
import type { Reader } from './reader';

/** Reads a saved web page: one article. */
export const readHtmlFile: Reader = (source) => {
  const { text, encoding, warnings } = decodeHtml(source.bytes, source.contentType);
  return { format: 'html', encoding, warnings, drafts: [readHtml(text)] };
};
