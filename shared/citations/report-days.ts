import type { Scan } from '../times/scan';
import type { TimeToken } from '../times/tokens';
import { readDayAndMonth } from './dates';

/** A time expression of the running text. */
export type Expression = Scan['expressions'][number];

/** A day of the calendar, a weekday, "yesterday". */
function isDay({ form }: Expression): boolean {
  if (form.kind === 'relative') return form.unit === 'day';
  return form.kind === 'calendar' && (form.parts.day !== undefined || form.parts.weekday !== undefined);
}

/** Days in text order: those that the scan found, "29/12", and "the same day", which is the one before. */
export function daysOf(tokens: readonly TimeToken[], expressions: readonly Expression[]): Expression[] {
  const days = expressions.filter(isDay);
  const more: Expression[] = [];
  let at = 0;
  let last: Expression | undefined;
  tokens.forEach((token, index) => {
    while (at < days.length && (days[at]?.token ?? 0) <= index) last = days[at++];
    if (last && last.to > index) return;
    const numbers = token.kind === 'number' ? readDayAndMonth(tokens, index) : undefined;
    const isSame = token.word === 'the' && tokens[index + 1]?.word === 'same' && tokens[index + 2]?.word === 'day';
    const form: Expression['form'] | undefined = numbers
      ? { kind: 'calendar', parts: numbers }
      : isSame
        ? last?.form
        : undefined;
    if (!form) return;
    last = { start: token.start, end: tokens[index + 2]?.end ?? token.end, form, token: index, to: index + 3 };
    more.push(last);
  });
  return [...days, ...more].sort((a, b) => a.token - b.token);
}

/** Dates of reports by the tokens that they stand at. */
export class DateFinder {
  private readonly starts = new Map<number, Expression>();
  private readonly ends = new Map<number, Expression>();

  constructor(expressions: readonly Expression[]) {
    for (const expression of expressions) {
      if (!isDay(expression)) continue;
      this.starts.set(expression.token, expression);
      this.ends.set(expression.to, expression);
    }
  }

  /** A date that begins at a token, or after "on", "in its", "late", a comma. */
  startingBy(at: number, tokens: readonly TimeToken[]): Expression | undefined {
    for (let from = at; from < at + 4; from++) {
      const found = this.starts.get(from);
      if (found) return found;
      if (!/^(?:on|in|its|the|,|\(|late|early|of|last|this|a|as)$/.test(tokens[from]?.word ?? '')) return undefined;
    }
    return undefined;
  }

  /** A date that ends right before a token: "On December 5 Interfax", "the December 16 issue of Kommersant". */
  endingBy(at: number, tokens: readonly TimeToken[]): Expression | undefined {
    for (let to = at; to > at - 5; to--) {
      const found = this.ends.get(to);
      if (found) return found;
      if (!/^(?:,|issue|edition|of|the|by|in)$/.test(tokens[to - 1]?.word ?? '')) return undefined;
    }
    return undefined;
  }
}
