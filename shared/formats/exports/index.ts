import type { Draft } from '../draft';

/** Lines that only exports of an archive have; their readers look closer. */
const HINT =
  /^[ \t]{0,80}(?:\d{1,5} of \d{1,5} DOCUMENTS?[ \t\r]{0,80}$|End of Document\b|LOAD-DATE:|(?:AN[ \t|]{1,40})?Document [A-Z][A-Z0-9]{2,9}\d{8}[a-z0-9]{7,12}[ \t\r]{0,80}$|(?:ProQuest document ID|Source type) {0,3}:)/im;

/** The articles of an archive's export (`readExport`); undefined for any other text, for which nothing is loaded. */
export async function readExported(source: string): Promise<Draft[] | undefined> {
  return HINT.test(source) ? (await import('./read')).readExport(source) : undefined;
}
