import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ParsedArticle } from '../shared/article/schema';
import { analyse } from '../shared/extractors/annotate';
import type { Annotation } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { readArticles } from '../shared/formats';
import { type Mark, type MarkedText, moveMarks, readLot } from './lib/marked-quotations';

/**
 * Who says what in the lots of test/fixtures/quotations, news of many kinds that we wrote and labelled before any code ran on it:
 * direct quotations, those with the right speaker, how often a speaker who is named is the right one, reported speech by its
 * cue, hedged sentences, and what is none but was taken.
 *
 *   npx tsx bench/quotations.ts [--lot 2]… [--errors]
 */

const LOTS = path.join(__dirname, '..', 'test', 'fixtures', 'quotations');
const EXTRACTORS = extractorsFor('embedded');
const { values: options } = parseArgs({
  options: { errors: { type: 'boolean', default: false }, lot: { type: 'string', multiple: true } },
});

type Quotation = Extract<Annotation, { kind: 'quotation' }>;
interface Span {
  start: number;
  end: number;
}

/** What is labelled, what was found and what of it is right. */
interface Count {
  gold: number;
  found: number;
  right: number;
}
const MEASURES = [
  'direct quotations',
  '… with right speaker',
  'speakers said', // of the quotations found: in a name or in words, where the text says it at all
  'speakers named', // of those: as an entity
  'reported speech',
  '… with right speaker ',
  'hedged sentences',
] as const;
type Measure = (typeof MEASURES)[number];

class Tally {
  readonly counts = new Map<Measure, Count>();
  none = { all: 0, taken: 0 };

  add(measure: Measure, more: Partial<Count>): void {
    const { gold, found, right } = this.counts.get(measure) ?? { gold: 0, found: 0, right: 0 };
    this.counts.set(measure, {
      gold: gold + (more.gold ?? 0),
      found: found + (more.found ?? 0),
      right: right + (more.right ?? 0),
    });
  }

  print(title: string): void {
    const percent = (part: number, of: number) => (of === 0 ? '-' : ((100 * part) / of).toFixed(1)).padStart(5);
    console.log(`${title}; ${this.none.taken} of ${this.none.all} that are none taken`);
    for (const measure of MEASURES) {
      const { gold, found, right } = this.counts.get(measure) ?? { gold: 0, found: 0, right: 0 };
      const [f1, precision, recall] = [percent(2 * right, gold + found), percent(right, found), percent(right, gold)];
      console.log(
        `  ${measure.padEnd(22)} F1 ${f1}  precision ${precision}  recall ${recall}  (${gold} labelled, ${found} found, ${right} right)`,
      );
    }
  }
}

type Miss = (line: string) => void;

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
const plain = (name: string): string[] =>
  name
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^(?:the|a|an|its|his|her|their|mr|mrs|ms)$/.test(word));
const isPart = (some: readonly string[], all: readonly string[]): boolean =>
  some.length > 0 && some.every((word) => all.includes(word));

/** A span without the quotation marks, white space and punctuation at its edges. */
function core({ start, end }: Span, text: string): Span {
  while (start < end && /[\s“"‘'«„]/.test(text[start] ?? '')) start++;
  while (start < end && /[\s,.;:!?…“”"’'»—–-]/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** Whether the speaker is whom the label says: by the name of its entity, or the words that stand in the text. */
function isRight(who: string, { value }: Quotation, text: string): boolean {
  const { speaker } = value;
  if (who === '?') return speaker === undefined || speaker.kind === 'pronoun';
  if (!speaker || speaker.kind === 'pronoun') return false;
  const printed = plain(text.slice(speaker.start, speaker.end));
  const label = plain(who.replace(/^@/, ''));
  if (who.startsWith('@')) return speaker.kind !== 'entity' && (isPart(printed, label) || isPart(label, printed));
  if (speaker.kind !== 'entity') return isPart(printed, label);
  const name = plain(speaker.name ?? '');
  return isPart(name, label) || isPart(label, name) || isPart(printed, label);
}

const bit = (condition: boolean): number => (condition ? 1 : 0);
const ofLetter = (marks: readonly Mark[], letter: string): Mark[] => marks.filter((mark) => mark.letter === letter);

function shown({ value }: Quotation, text: string): string {
  const { speaker } = value;
  if (!speaker) return 'nobody';
  return `${speaker.kind === 'entity' ? speaker.name : speaker.kind} “${text.slice(speaker.start, speaker.end)}”`;
}

/** A quotation that goes on in the next paragraph counts as one in each. */
const inParagraphs = ({ paragraphs, text }: ParsedArticle, quotation: Quotation) =>
  paragraphs
    .filter((paragraph) => overlaps(paragraph, quotation))
    .map(({ start, end }) => ({
      ...core({ start: Math.max(start, quotation.start), end: Math.min(end, quotation.end) }, text),
      quotation,
    }));

function scoreDirect(
  article: ParsedArticle,
  marks: readonly Mark[],
  found: readonly Quotation[],
  tally: Tally,
  miss: Miss,
) {
  const { text } = article;
  const ours = found
    .filter(({ value }) => value.form === 'direct')
    .flatMap((quotation) => inParagraphs(article, quotation));
  const left = new Set(ours);
  for (const gold of ofLetter(marks, 'd')) {
    const { start, end } = core(gold, text);
    const match = ours.find((each) => each.start === start && each.end === end);
    const right = match !== undefined && isRight(gold.who, match.quotation, text);
    tally.add('direct quotations', { gold: 1, found: bit(match !== undefined), right: bit(match !== undefined) });
    tally.add('… with right speaker', { gold: 1, found: bit(match !== undefined), right: bit(right) });
    if (!match) {
      miss(`missed: ${text.slice(start, end)} (${gold.who})`);
      continue;
    }
    left.delete(match);
    const { speaker } = match.quotation.value;
    const isSaid = speaker !== undefined && speaker.kind !== 'pronoun';
    tally.add('speakers said', { gold: bit(gold.who !== '?'), found: bit(isSaid), right: bit(isSaid && right) });
    if (speaker?.kind === 'entity')
      tally.add('speakers named', { gold: bit(gold.who !== '?'), found: 1, right: bit(right) });
    else tally.add('speakers named', { gold: bit(!/^[@?]/.test(gold.who)) });
    if (!right)
      miss(`${isSaid ? 'WRONG' : 'open'}: ${shown(match.quotation, text)}, not ${gold.who}: ${text.slice(start, end)}`);
  }
  const isNone = (each: Span) => ofLetter(marks, 'n').some((mark) => overlaps(mark, each));
  for (const each of left) {
    if (ofLetter(marks, 'o').some((mark) => overlaps(mark, each))) continue;
    miss(`${isNone(each) ? 'none' : 'spurious'}: ${text.slice(each.start, each.end)} (${shown(each.quotation, text)})`);
    tally.add('direct quotations', { found: 1 });
    tally.add('… with right speaker', { found: 1 });
  }
  tally.none.all += ofLetter(marks, 'n').length;
  tally.none.taken += [...left].filter(isNone).length;
}

/** Reported speech is known by its cue; in a sentence that quotes as well it does not count. */
function scoreIndirect(
  article: ParsedArticle,
  marks: readonly Mark[],
  found: readonly Quotation[],
  tally: Tally,
  miss: Miss,
) {
  const { text } = article;
  const quoting = article.sentences.filter((sentence) =>
    marks.some((mark) => (mark.letter === 'd' || mark.letter === 'o') && overlaps(sentence, mark)),
  );
  const ours = found.filter(({ value }) => value.form === 'indirect');
  const cueOf = ({ start, end, value }: Quotation): Span => value.cue ?? { start, end };
  const left = new Set(ours);
  for (const gold of ofLetter(marks, 'i')) {
    const match = ours.find((each) => overlaps(cueOf(each), gold));
    const right = match !== undefined && isRight(gold.who, match, text);
    if (match) left.delete(match);
    tally.add('reported speech', { gold: 1, found: bit(match !== undefined), right: bit(match !== undefined) });
    tally.add('… with right speaker ', { gold: 1, found: bit(match !== undefined), right: bit(right) });
    const words = text.slice(gold.start - 40, gold.end + 20).replace(/\n/g, ' ');
    if (!match) miss(`missed reported: …${words}… (${gold.who})`);
    else if (!right) miss(`reported by ${shown(match, text)}, not ${gold.who}: …${words}…`);
  }
  for (const each of left) {
    const cue = cueOf(each);
    if (quoting.some((sentence) => overlaps(sentence, cue))) continue;
    miss(`spurious reported: ${text.slice(cue.start, cue.end)} ${text.slice(each.start, each.end)}`);
    tally.add('reported speech', { found: 1 });
    tally.add('… with right speaker ', { found: 1 });
  }
}

function scoreHedges(
  { sentences, text }: ParsedArticle,
  marks: readonly Mark[],
  found: readonly Annotation[],
  tally: Tally,
  miss: Miss,
) {
  const hedges = found.filter(({ kind }) => kind === 'hedge');
  for (const sentence of sentences) {
    const [gold, ours] = [ofLetter(marks, 'h'), hedges].map((spans) => spans.some((span) => overlaps(span, sentence)));
    tally.add('hedged sentences', {
      gold: bit(gold === true),
      found: bit(ours === true),
      right: bit(gold === true && ours === true),
    });
    if (gold !== ours) miss(`hedge ${gold ? 'missed' : 'spurious'}: ${text.slice(sentence.start, sentence.end)}`);
  }
}

async function score(lot: string, marked: MarkedText, tally: Tally): Promise<void> {
  const bytes = new TextEncoder().encode(marked.text);
  for await (const finding of readArticles({ name: `${marked.name}.txt`, bytes })) {
    if (finding.kind !== 'article') throw new Error(`${marked.name} cannot be read`);
    const { article } = finding.found;
    const { annotations } = await analyse(article, EXTRACTORS, { droppedAt: '2026-01-01T00:00:00Z', observed: [] });
    const marks = moveMarks(marked, article.text);
    const quotations = annotations.filter((each) => each.kind === 'quotation');
    const miss: Miss = (line) => {
      if (options.errors) console.log(`  ${lot} ${marked.name}  ${line}`);
    };
    scoreDirect(article, marks, quotations, tally, miss);
    scoreIndirect(article, marks, quotations, tally, miss);
    scoreHedges(article, marks, annotations, tally, miss);
  }
}

async function main(): Promise<void> {
  for (const file of readdirSync(LOTS).sort()) {
    const lot = file.replace(/^lot-|\.txt$/g, '');
    if (options.lot && !options.lot.includes(lot)) continue;
    const texts = readLot(readFileSync(path.join(LOTS, file), 'utf8'));
    const tally = new Tally();
    for (const text of texts) await score(lot, text, tally);
    tally.print(`lot ${lot}: ${texts.length} texts`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
