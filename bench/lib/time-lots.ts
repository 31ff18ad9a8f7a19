import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { parseIsoDay } from '../../shared/times/calendar';
import { MODS } from '../../shared/times/model';
import type { GoldTime } from './meantime';

/**
 * News paragraphs with their time expressions, as corpus/times/README.md describes them: a line `t1-01 1998-03-27` with the
 * day of publication, lines of text in which a time is marked `[words|TYPE|value]` or `[words|TYPE|value|MOD]`, and a blank
 * line between passages.
 */

const Header = z.tuple([
  z.string().regex(/^t\d-\d{2}$/, 'a passage begins with "t1-01 1998-03-27"'),
  z.string().refine((day) => parseIsoDay(day) !== undefined, 'the day of publication is a day'),
]);

/** TIMEX3 values: calendar, week, season, quarter, part of a day, clock time, length, reference. */
const VALUE =
  /^(?:(?:PAST|PRESENT|FUTURE)_REF|P(?:X|\d+(?:\.\d+)?)(?:[YMWDHSQ]|DE|CE)(?:\d+[MWD])?|PT(?:(?:X|\d+(?:\.\d+)?)[HMS]){1,3}|(?:FY)?\d{2,4}|[\dX]{4}-(?:\d{2}|SP|SU|FA|WI|[QH][\dX])|[\dX]{4}-[\dX]{2}-[\dX]{2}(?:T(?:MO|MI|AF|EV|NI|\d{2}(?::\d{2}){0,2}(?:Z|[+-]\d{2}:\d{2})?))?|[\dX]{4}-W[\dX]{2}(?:-(?:\d|WE)(?:T(?:MO|MI|AF|EV|NI|\d{2}(?::\d{2}){0,2}))?)?)$/;

const Mark = z.strictObject({
  words: z.string().regex(/^\S(?:.*\S)?$/, 'the words have no space at the edge'),
  type: z.enum(['DATE', 'TIME', 'DURATION', 'SET']),
  value: z.string().regex(VALUE, 'the value is one of TIMEX3'),
  mod: z.enum(MODS).optional(),
});

export interface LabelledPassage {
  id: string;
  /** Day of publication, ISO. */
  day: string;
  /** The bare text; offsets count in its UTF-16 code units. */
  text: string;
  times: GoldTime[];
}

const MARK = /\[([^[\]|]*)\|([^[\]|]*)\|([^[\]|]*)(?:\|([^[\]|]*))?\]/g;

/** Reads passages. Throws Error, naming the passage, where they are not in the format. */
export function parseLot(source: string): LabelledPassage[] {
  return source
    .trim()
    .split(/\n{2,}/)
    .map((block) => {
      const [first = '', ...lines] = block.split('\n');
      const [id, day] = checked(Header, first.split(' '), first);
      const marked = lines.join('\n');
      const times: GoldTime[] = [];
      let text = '';
      let at = 0;
      for (const { index, 0: all, 1: words, 2: type, 3: value, 4: mod } of marked.matchAll(MARK)) {
        const mark = checked(Mark, { words, type, value, mod }, `${id} ${all}`);
        text += marked.slice(at, index);
        times.push({ ...mark, start: text.length, end: text.length + mark.words.length });
        text += mark.words;
        at = index + all.length;
      }
      text += marked.slice(at);
      if (/[[\]|]/.test(text)) throw new Error(`${id}: a bracket that marks nothing`);
      return { id, day, text, times };
    });
}

/** Parses a value, or says where it is wrong. */
function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The lots of a folder, in order. */
export function readLots(folder: string): { name: string; passages: LabelledPassage[] }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.passages'))
    .sort()
    .map((name) => ({
      name: name.replace('.passages', ''),
      passages: parseLot(readFileSync(path.join(folder, name), 'utf8')),
    }));
}
