import { readDate } from '../../article/dates';
import type { Statement } from '../../article/metadata';
import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { isSentence } from './prose';
import { evidenceOf, shownBy } from './text';

/** The beginnings of the English months, for regular expressions. */
export const MONTHS = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const DATE = new RegExp(
  String.raw`\b(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?|\d{1,2}(?:st|nd|rd|th)? ${MONTHS}\.?,? \d{4}|${MONTHS}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})`,
  'i',
);

/** Times of <time> elements, and dates in the words between heading and text. */
export function datesIn(source: string, elements: readonly HtmlElement[], head: readonly Block[]): Statement[] {
  const statements: Statement[] = [];
  for (const element of elements.filter(({ name }) => name === 'time').slice(0, 10)) {
    const time = element.attributes.get('datetime');
    const before = source.slice(Math.max(0, element.start - 100), element.start).replace(/<[^<>]*>|^[^<]*>/g, ' ');
    if (!time || !('value' in readDate(time.value))) continue;
    const field = isUpdate(before) || isUpdate(attributeOf(element, 'class')) ? 'updated' : 'published';
    const shown = { text: time.value, start: time.start, end: time.end };
    statements.push({ field, value: time.value, evidence: evidenceOf('markup', shown, 'time') });
  }
  for (const block of head) {
    const found = isLineOfDate(block) ? dateIn(block.text) : undefined;
    const shown = found && shownBy([block]);
    if (!found || !shown) continue;
    const field = isUpdate(block.text.slice(0, found.index)) ? 'updated' : 'published';
    statements.push({ field, value: found.value, evidence: evidenceOf('markup', shown) });
  }
  return statements;
}

/** Longer lines with the end of a sentence tell of dates in the news. */
const LONGEST_DATE_LINE = 60;

/** Whether a line may tell when the article was published: no credit of a picture, no links, no running text. */
function isLineOfDate({ kind, text, linked }: Block): boolean {
  if (kind === 'caption' || text.length > 300 || linked > text.length / 2 || text.includes('©')) return false;
  return text.length <= LONGEST_DATE_LINE || !isSentence(text);
}

const UPDATE =
  /(?:^|[^\p{L}])(?:updated?|modified|edited|last|aktualisiert|geändert|actualizad[oa]|atualizado|mis à jour|modifié|aggiornato|bijgewerkt)(?:$|[^\p{L}])/iu;

function isUpdate(words: string): boolean {
  return UPDATE.test(words);
}

/** "15. Januar 2022", "3 de mayo de 2022"; and "Abril 19, 2022". */
const DAY_FIRST = /(?<!\d)(\d{1,2})(?:\.|º|er)? (?:de )?(\p{L}{3,12})\.?,? (?:del? )?(\d{4})(?!\d)/u;
const MONTH_FIRST = /(?<!\p{L})(\p{L}{3,12})\.? (\d{1,2}),? (?:de )?(\d{4})(?!\d)/u;

/** The first date in a line, in English, or with the name of the month in one of the languages below. */
export function dateIn(text: string): { value: string; index: number } | undefined {
  const english = DATE.exec(text);
  if (english && 'value' in readDate(english[0])) return { value: english[0], index: english.index };
  for (const form of [DAY_FIRST, MONTH_FIRST]) {
    const found = form.exec(text);
    if (!found) continue;
    const [, first = '', second = '', year] = found;
    const [day, name] = form === DAY_FIRST ? [first, second] : [second, first];
    const month = monthNames().get(name.toLowerCase());
    if (month !== undefined) return { value: `${year}-${month}-${day.padStart(2, '0')}`, index: found.index };
  }
  return undefined;
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'pl'];
let months: Map<string, string> | undefined;

/** The two digits of each name of a month, long or short; names that mean another month elsewhere are left out. */
function monthNames(): ReadonlyMap<string, string> {
  if (months) return months;
  months = new Map();
  const ambiguous = new Set<string>();
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      // With the day: then the name is in the case in which dates have it.
      const format = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
      for (let month = 0; month < 12; month++) {
        const parts = format.formatToParts(new Date(Date.UTC(2024, month, 15)));
        const name =
          parts
            .find(({ type }) => type === 'month')
            ?.value.toLowerCase()
            .replace(/\.$/, '') ?? '';
        const digits = `${month + 1}`.padStart(2, '0');
        if (months.has(name) && months.get(name) !== digits) ambiguous.add(name);
        months.set(name, digits);
      }
    }
  }
  for (const name of ambiguous) months.delete(name);
  return months;
}
