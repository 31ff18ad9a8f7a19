import type { Extractor } from '../../shared/extractors/extractor';
import type { Random } from './random';

/** A file that is dropped at some time of a run. */
export interface Upload {
  key: string;
  body: string | Uint8Array;
  /** Milliseconds after the start of the run: a whole number of seconds, as the bucket tells times. */
  at: number;
}

const PERSONS = ['Ana Petrova', 'Jo Berg', 'Li Wei', 'Tom Reed', 'Sana Khan', 'Ivo Hart'] as const;
const SERIALS = ['Harbour Letter', 'Strait Watch', undefined] as const;
const DAYS = ['2000-12-18', '2000-12-30', '2001-01-03', undefined] as const;
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52);
/** Files beyond it are refused. */
export const MAX_FILE_BYTES = 4000;
const UNREADABLE = ['', PNG, '{"articles": [', 'Too long. '.repeat(500)] as const;

/** A few names in nearly all articles, so that their writers meet. */
export function makeUploads(random: Random, drops: number, spreadMs: number, replaceUnreadable: boolean): Upload[] {
  const keys = Math.max(1, Math.round(drops * random.between(0.3, 0.9)));
  const seconds = new Set<number>();
  while (seconds.size < drops) seconds.add(random.integer(0, Math.max(drops * 2, spreadMs / 1000)));
  const used = new Set<string>();
  return [...seconds]
    .sort((a, b) => a - b)
    .map((second) => {
      const number = random.integer(1, keys);
      const many = number % 4 === 0;
      let key = `incoming/${number}.${many ? 'json' : 'txt'}`;
      const unreadable = random.chance(0.08);
      // Where the target keeps no versions, what a file replaced may never be read: only one of a key can be expected.
      if (unreadable && !replaceUnreadable) key = `incoming/bad-${second}.txt`;
      used.add(key);
      const body = unreadable ? random.pick(UNREADABLE) : many ? digest(random) : brief(random);
      return { key, body, at: second * 1000 };
    });
}

function brief(random: Random): string {
  const serial = random.pick(SERIALS);
  const day = random.pick(DAYS);
  const head = [serial && `Publication: ${serial} Volume: 6 Issue: ${random.integer(1, 200)}`, day && `Date: ${day}`];
  return `${head.filter(Boolean).join('\n')}\n\n${sentences(random)}\n`;
}

/** A file of several articles; another version may hold more or fewer. */
function digest(random: Random): string {
  const articles = Array.from({ length: random.integer(1, 5) }, () => ({
    title: `Notes ${random.integer(1, 9)}`,
    text: sentences(random),
    publication: random.pick(SERIALS),
    published: random.pick(DAYS),
  }));
  return JSON.stringify({ articles });
}

function sentences(random: Random): string {
  return Array.from(
    { length: random.integer(1, 3) },
    () => `${random.pick(PERSONS)} met ${random.pick(PERSONS)} in the harbour.`,
  ).join('\n\n');
}

/** Finds the persons above; the second version knows one more and leaves another out. */
export function personExtractor(version: '1.0.0' | '2.0.0'): Extractor {
  const known = version === '1.0.0' ? PERSONS.slice(0, -1) : PERSONS.slice(1);
  return {
    name: 'persons',
    version,
    extract: ({ text }) =>
      known
        .flatMap((name) =>
          [...text.matchAll(new RegExp(name, 'g'))].map(({ index }) => ({
            kind: 'mention' as const,
            start: index,
            end: index + name.length,
            value: { id: `person:${name.toLowerCase().replace(' ', '-')}`, type: 'PERSON' as const, name },
          })),
        )
        .sort((a, b) => a.start - b.start),
  };
}
