import type { FieldName } from '../../article/metadata';
import type { Draft } from '../draft';
import {
  bodyBetween,
  type Labelled,
  labelStatement,
  labelsIn,
  type PrintedLine,
  placeStatement,
  wordsOf,
} from './lines';

/**
 * Articles as ProQuest prints them, between rules of "____": the title, author and publication, "Full text:" and the
 * text, and a tail of labels that says all of it again.
 */

const RULE = /^_{20,400}$/;
/** Before the text. */
const OPENING = /^(full text)\s{0,3}:/i;
/** Labels of the tail, and some of the head. */
const LABEL =
  /^(subject|business indexing term|location|company ?\/ ?organization|company|people|classification|identifier ?\/ ?keyword|title|author|publication title|publication info|publication date|publication year|publication subject|publisher|place of publication|country of publication|first page|pages|number of pages|section|issn|e-issn|source type|source|language of publication|language|document type|document feature|proquest document id|document url|copyright|last updated|database|credit|illustration|volume|issue|year|column|dateline|accession number|abstract|links|alternate title|correspondence author)\s{0,3}:/i;
const SURE = /^(?:publication title|proquest document id|source type)\s{0,3}:/i;
const FIELDS: Readonly<Record<string, FieldName>> = {
  title: 'title',
  author: 'bylines',
  'publication title': 'publication',
  'publication date': 'published',
  section: 'section',
  volume: 'volume',
  issue: 'issue',
  'language of publication': 'language',
  subject: 'keywords',
  dateline: 'dateline',
  copyright: 'copyright',
  'proquest document id': 'identifier',
};

/** Whether a text may be of this kind; then its items decide. */
export const PROQUEST = /^[ \t]{0,9}(?:ProQuest document ID|Source type) {0,3}:/im;

/** Where each item's lines begin and end. */
export function proquestItems(source: string, lines: readonly PrintedLine[]): [number, number][] {
  const rules = lines.flatMap((line, index) => (RULE.test(wordsOf(source, line)) ? [index] : []));
  const starts = [-1, ...rules];
  return starts.flatMap((rule, index): [number, number][] => {
    const end = starts[index + 1] ?? lines.length;
    const has = lines.slice(rule + 1, end).some((line) => OPENING.test(wordsOf(source, line)));
    return has ? [[rule + 1, end]] : [];
  });
}

export function readProquestItem(source: string, lines: readonly PrintedLine[]): Draft | undefined {
  const openAt = lines.findIndex((line) => OPENING.test(wordsOf(source, line)));
  const opening = lines[openAt];
  const sure = lines.findIndex((line, index) => index > openAt && SURE.test(wordsOf(source, line)));
  if (!opening || sure === -1) return undefined;
  const tail = tailAt(source, lines, openAt, sure);
  const last = lines[tail - 1];
  const labels = [...labelsIn(source, lines.slice(tail), LABEL), ...labelsIn(source, lines.slice(0, openAt), LABEL)];
  const has = (label: string) => labels.some((said) => said.label === label);
  const start = opening.start + (OPENING.exec(wordsOf(source, opening))?.[0].length ?? 0);
  if (!has('publication title') || !has('publication date') || !last || last.end <= start) return undefined;
  const [title] = lines.filter((line) => !/^Document \d{1,5} of \d{1,5}$/i.test(wordsOf(source, line)));
  return {
    body: bodyBetween(source, start, last.end),
    statements: [
      ...labels.flatMap((said) => statementOf(source, said)),
      ...(title && title !== opening ? placeStatement(source, 'title', title) : []),
    ],
    warnings: [],
  };
}

/** Back from a label that is surely of the tail to the first one of the labels that stand before it. */
function tailAt(source: string, lines: readonly PrintedLine[], openAt: number, sure: number): number {
  let tail = sure;
  for (let at = sure - 1; at > openAt; at--) {
    const words = wordsOf(source, lines[at]);
    if (LABEL.test(words) || /^details$/i.test(words)) tail = at;
    // What goes on from a label above it.
    else if (lines[at]?.apart) break;
  }
  return tail;
}

function statementOf(source: string, said: Labelled) {
  const field = FIELDS[said.label];
  const statements = field ? labelStatement(source, field, said) : [];
  return statements.map((statement) => {
    if (typeof statement.value !== 'string') return statement;
    if (field === 'bylines') return { ...statement, value: statement.evidence.quote.split(';').map(turned) };
    // "The Hindu; Chennai [Chennai]": the paper and its town.
    if (field === 'publication') return { ...statement, value: statement.value.split(/ ?;/)[0] ?? '' };
    return statement;
  });
}

/** "Smith, John" as it would be signed. */
function turned(name: string): string {
  const parts = /^([^,]{1,80}), ([^,]{1,80})$/.exec(
    name
      .replace(/\s+/g, ' ')
      .replace(/[.\s]+$/, '')
      .trim(),
  );
  return parts ? `${parts[2]} ${parts[1]}` : name.trim();
}
