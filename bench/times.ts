import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ParsedArticle } from '../shared/article/schema';
import { splitSentences } from '../shared/article/sentences';
import { parseIsoDay } from '../shared/times/calendar';
import type { ResolvedTime } from '../shared/times/model';
import { resolveTimes } from '../shared/times/resolve';
import { scanTimes } from '../shared/times/scan';
import { readMeantime } from './lib/meantime';
import { bare, isRight, readRecognizers } from './lib/recognizers';
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

/** Microsoft's cases, by file: spans as they are and without leading prepositions, and values in one of their readings. */
function recognizers(): void {
  const f1 = (hits: number, gold: number, ours: number) => ((200 * hits) / (gold + ours)).toFixed(1);
  for (const { name, valued, cases } of readRecognizers(path.join(DATA, 'dates/recognizers-text'))) {
    let [gold, ours, strict, forgiven, relaxed, value] = [0, 0, 0, 0, 0, 0];
    for (const { text, day, times } of cases) {
      const free = new Set(found(plain(text), day));
      gold += times.length;
      for (const time of times) {
        const hits = [...free].filter((each) => each.start < time.end && time.start < each.end);
        const [first, last] = [hits[0], hits.at(-1)];
        const told = `"${text.slice(time.start, time.end)}" in "${text}" (${day})`;
        if (!first || !last) {
          if (options.errors) console.log(`  missed   ${told}`);
          continue;
        }
        for (const hit of hits) free.delete(hit);
        ours++;
        relaxed++;
        if (first.start === time.start && last.end === time.end) strict++;
        const whole = { start: first.start, end: last.end };
        if (bare(text, whole) === bare(text, time) && last.end === time.end) forgiven++;
        else if (options.errors) console.log(`  span     "${text.slice(whole.start, whole.end)}" for ${told}`);
        if (!valued) continue;
        if (isRight(time, hits)) value++;
        else if (options.errors)
          console.log(
            `  value    ${hits.map((hit) => hit.value).join(' … ')} for ${told}: ${JSON.stringify(time.readings.slice(0, 2))}`,
          );
      }
      ours += free.size;
      if (options.errors)
        for (const each of free) console.log(`  spurious "${text.slice(each.start, each.end)}" in "${text}"`);
    }
    const values = valued ? `, value F1 ${f1(value, gold, ours)}` : '';
    console.log(
      `Recognizers-Text, ${name}: ${cases.length} cases, ${gold} gold, ${ours} found; strict F1 ${f1(strict, gold, ours)}, but for leading prepositions and articles ${f1(forgiven, gold, ours)}, relaxed F1 ${f1(relaxed, gold, ours)}${values}`,
    );
  }
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
