import { sourceOf } from '../sources/registry';
import type { Scan } from '../times/scan';
import { isOutlet, type NameFacts, withoutPlace } from './likely-outlets';
import type { PrintedCitation } from './model';
import { joinedBefore, spanOf } from './printed-names';
import { daysOf } from './report-days';
import { reportOn } from './report-forms';

/**
 * Sources of running text that no registry has, found from the day of their report on: "Sermitsiaq reported on 28
 * December", "according to ActuNiger, 2 March", "told Mareb Press in an interview published April 11". How sure the form
 * makes one that the name is an outlet's decides what else is asked of the name.
 * @param inside whether an offset lies in a parenthesis that is read elsewhere
 */
export function datedNames(
  text: string,
  { tokens, expressions }: Scan,
  inside: (offset: number) => boolean,
  facts: NameFacts,
): PrintedCitation[] {
  const citations: PrintedCitation[] = [];
  let chained: number | undefined;
  const days = daysOf(tokens, expressions);
  const starts = new Set(days.map(({ token }) => token));
  for (const date of days) {
    const bracketed = tokens[date.token - 1]?.text === '(' && tokens[date.to]?.text === ')';
    if (inside(date.start) && !bracketed) continue;
    const found = reportOn(text, tokens, date, starts, chained);
    if (!found) continue;
    if (found.form === 'certain' || found.form === 'issue') chained = date.to;
    const names = [found.name, ...joinedBefore(tokens, found.name)]
      .map((name) => withoutPlace(tokens, name, facts))
      .filter((name) => isOutlet(text, tokens, name, found.form, facts));
    const [head] = names;
    const [first, last] = [tokens[Math.min(found.first, ...names.map(({ from }) => from))], tokens[found.name.to - 1]];
    if (!head || !first || !last) continue;
    citations.push({
      start: Math.min(first.start, date.start),
      end: Math.max(date.end, last.end),
      form: 'running',
      cites: names
        .map((name) => spanOf(tokens, name))
        .map(({ start, end }) => ({ start, end, source: sourceOf(text.slice(start, end)), date })),
    });
  }
  return citations;
}
