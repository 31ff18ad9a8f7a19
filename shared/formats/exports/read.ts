import { shiftDraft } from '../bodies';
import type { Draft } from '../draft';
import { readText } from '../text';
import { FACTIVA, factivaItems, readFactivaItem } from './factiva';
import { type PrintedLine, printedLines } from './lines';
import { NEXIS, nexisItems, readNexisItem } from './nexis';
import { PROQUEST, proquestItems, readProquestItem } from './proquest';

interface ExportForm {
  mayBe: RegExp;
  /** Where the items' lines begin and end. */
  items(source: string, lines: readonly PrintedLine[]): [number, number][];
  read(source: string, lines: readonly PrintedLine[]): Draft | undefined;
}

const FORMS: readonly ExportForm[] = [
  { mayBe: NEXIS, items: nexisItems, read: readNexisItem },
  { mayBe: FACTIVA, items: factivaItems, read: readFactivaItem },
  { mayBe: PROQUEST, items: proquestItems, read: readProquestItem },
];

/**
 * The articles of what somebody saved from an archive of newspapers (Nexis, Factiva, ProQuest); undefined for any other text.
 * It is one when half of its items have the whole of what the archive prints around an article; the others are read as text.
 */
export function readExport(source: string): Draft[] | undefined {
  for (const { mayBe, items, read } of FORMS) {
    const lines = mayBe.test(source) ? printedLines(source) : undefined;
    if (!lines) continue;
    const parts = items(source, lines).map(([from, to]) => lines.slice(from, to));
    const drafts = parts.map((part) => read(source, part));
    const understood = drafts.filter((draft) => draft !== undefined && draft.body.text !== '').length;
    if (understood === 0 || understood * 2 < drafts.length) continue;
    return drafts.flatMap((draft, index) => draft ?? asText(source, parts[index] ?? []));
  }
  return undefined;
}

function asText(source: string, lines: readonly PrintedLine[]): Draft[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return [];
  const draft = shiftDraft(readText(source.slice(first.from, last.end)), first.from);
  return draft.body.text === '' ? [] : [draft];
}
