import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { splitSentences } from '../shared/article/sentences';
import { isoDay, parseIsoDay } from '../shared/times/calendar';
import type { ResolvedTime } from '../shared/times/model';
import { resolveTimes } from '../shared/times/resolve';
import { scanTimes } from '../shared/times/scan';
import { readMeantime } from './lib/meantime';
import { readLots } from './lib/time-lots';
import { count, none, scored } from './lib/timex-score';

/**
 * How well time expressions are found and valued, on labelled text that lies beside the repository, by TempEval-3's
 * measures: strict and relaxed F1 of spans, F1 of values on those that overlap.
 *
 *   npx tsx bench/times.ts [--errors]
 */

const DATA = path.join(__dirname, '..', '..', 'shared', 'data');
const LOTS = path.join(__dirname, '..', 'corpus', 'times');
const { values: options } = parseArgs({ options: { errors: { type: 'boolean', default: false } } });

type Text = Pick<ParsedArticle, 'text' | 'sentences' | 'paragraphs'>;

function found(text: Text, day: string): ResolvedTime[] {
  const from = parseIsoDay(day);
  return resolveTimes(scanTimes(text), from === undefined ? undefined : { from, to: from + 1 });
}

const plain = (text: string): Text => {
  const paragraphs = [{ start: 0, end: text.length, kind: 'body' as const }];
  return { text, paragraphs, sentences: splitSentences(text, paragraphs) };
};

/** Prints what is wrong, with the words around it, where that is asked for. */
function teller(id: string, text: string): (line: string, start: number, end: number) => void {
  return (line, start, end) => {
    if (!options.errors) return;
    const around = (from: number, to: number) => text.slice(Math.max(0, from), to).replaceAll('\n', ' ');
    console.log(`  ${id} ${line}   ${around(start - 30, start)}[${around(start, end)}]${around(end, end + 20)}`);
  };
}

/** The lots of our own, each written and labelled before any code ran on it. */
function lots(): void {
  for (const { name, passages } of readLots(LOTS)) {
    const counts = none();
    for (const { id, day, text, times } of passages)
      count(times, found(plain(text), day), counts, teller(`${id} ${day}`, text));
    console.log(scored(`corpus/times ${name}`, counts));
  }
}

function meantime(): void {
  const counts = none();
  for (const article of readMeantime(path.join(DATA, 'meantime'))) {
    const sentences = article.sentences.map((span) => ({ ...span, paragraph: 0 }));
    const paragraphs = article.sentences.map((span) => ({ ...span, kind: 'body' as const }));
    const text = { text: article.text, sentences, paragraphs };
    count(
      article.times,
      found(text, article.created),
      counts,
      teller(`${article.name.slice(0, 24)} ${article.created}`, article.text),
    );
  }
  console.log(scored('MEANTIME (airbus, apple)', counts));
}

const Case = z.object({
  Input: z.string(),
  Context: z.object({ ReferenceDateTime: z.string() }).optional(),
  NotSupported: z.string().optional(),
  Results: z.array(
    z.object({
      Text: z.string(),
      Start: z.number(),
      TypeName: z.string().optional(),
      Resolution: z
        .object({
          values: z.array(
            z.object({
              type: z.string(),
              value: z.string().optional(),
              start: z.string().optional(),
              end: z.string().optional(),
              timex: z.string().optional(),
            }),
          ),
        })
        .nullish(),
    }),
  ),
});

/** Microsoft's cases: what is one day, or a range of days, and how often one of their readings is ours. */
function recognizers(): void {
  const file = path.join(DATA, 'dates/recognizers-text/DateTimeModel.json');
  const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')));
  const counts = none();
  for (const { Input, Context, Results } of cases) {
    const day = Context?.ReferenceDateTime.slice(0, 10);
    const wanted = Results.filter(
      ({ TypeName }) => TypeName === 'datetimeV2.date' || TypeName === 'datetimeV2.daterange',
    );
    if (day === undefined || wanted.length !== Results.length || wanted.length === 0) continue;
    const times = found(plain(Input), day);
    for (const { Text, Start, Resolution } of wanted) {
      counts.gold++;
      const match = times.find((time) => time.start < Start + Text.length && Start < time.end);
      if (!match) {
        if (options.errors) console.log(`  missed   "${Text}" in "${Input}"`);
        continue;
      }
      counts.found++;
      counts.relaxed++;
      if (match.start === Start && match.end === Start + Text.length) counts.strict++;
      const readings =
        Resolution?.values.map(({ value, start, end }) => (value !== undefined ? [value] : [start, end]).join('/')) ??
        [];
      const ours = match.interval
        ? [
            isoDay(match.interval.from),
            ...(match.interval.to - match.interval.from > 1 ? [isoDay(match.interval.to)] : []),
          ].join('/')
        : match.value;
      if (readings.includes(ours)) counts.value++;
      else if (options.errors) console.log(`  value    "${Text}" (${day}) ${ours}, theirs ${readings.join(' or ')}`);
    }
  }
  console.log(scored('Recognizers-Text, dates and ranges of days (their spans take prepositions in)', counts));
}

/** Phrases by themselves, without their text: what is found whole. */
function timenorm(): void {
  const rows = readFileSync(path.join(DATA, 'dates/timenorm-train.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  let [all, whole, typed] = [0, 0, 0];
  for (const [phrase = '', type = ''] of rows) {
    if (phrase.trim() === '' || type === '') continue;
    all++;
    const [time] = found(plain(phrase), '1989-11-01');
    if (time && time.start === 0 && time.end === phrase.length) whole++;
    else if (options.errors)
      console.log(`  phrase   "${phrase}" ${type}: ${time ? `"${phrase.slice(time.start, time.end)}"` : 'not found'}`);
    if (time?.type === type) typed++;
  }
  console.log(
    `timenorm's phrases: ${all}; found whole ${((100 * whole) / all).toFixed(1)} %, with their type ${((100 * typed) / all).toFixed(1)} %`,
  );
}

lots();
if (!existsSync(DATA)) console.log('skipped: the labelled sets lie in ../shared, which is not there');
else {
  meantime();
  recognizers();
  timenorm();
}
