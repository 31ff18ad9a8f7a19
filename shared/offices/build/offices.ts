import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../compare-text';
import { lexicon } from '../../entities/lexicon';
import { type Actor, readActors } from './phoenix';

/**
 * `npm run offices` writes offices.generated.json and governments.generated.json from the lists beside this file and the actor
 * dictionaries of PETRARCH, which lie outside the repository (`--actors FOLDER`); with `--check` it writes nothing and exits with 1
 * when a file is not what it would write. Same input, same bytes.
 */

const OUTPUT = path.join(__dirname, '..');
const LISTS = path.join(__dirname, 'lists');
const DEFAULT_FOLDER = path.join(__dirname, '..', '..', '..', '..', 'shared', 'data', 'actors');

const linesOf = (list: string): string[] =>
  readFileSync(path.join(LISTS, `${list}.txt`), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
const parts = (text: string, separator: string): string[] => text.split(separator).map((part) => part.trim());
const listed = (text: string): string[] => parts(text, ';').filter((part) => part !== '');

/** "id|name"; fails where the entity gazetteer does not show an entity by this name. */
function known(name: string): string {
  const entity = lexicon().find(name);
  if (entity?.name !== name) throw new Error(`the gazetteer shows no entity as "${name}"`);
  return `${entity.id}|${name}`;
}

interface Country {
  code: string;
  name: string;
  adjectives: string[];
}
function countries(): Country[] {
  return linesOf('countries').map((line) => {
    const [code = '', name = '', adjectives = ''] = parts(line, '|');
    return { code, name: known(name), adjectives: listed(adjectives) };
  });
}

interface Office {
  of: string;
  title: string;
  also: string[];
  /** "name|other name;other name|since-until" */
  holders: string[];
}
function offices(actors: readonly Actor[]): Office[] {
  const byName = new Map<string, Actor[]>();
  for (const actor of actors) for (const name of actor.names) byName.set(name, [...(byName.get(name) ?? []), actor]);
  const all: Office[] = [];
  let code = '';
  for (const line of linesOf('offices')) {
    const head = /^@(.+) ([A-Z]+) \| ([^|]+)(?: \| (.+))?$/.exec(line);
    const office = all.at(-1);
    if (head) {
      const [, of = '', itsCode = '', title = '', also = ''] = head;
      code = itsCode;
      all.push({ of: known(of), title, also: listed(also), holders: [] });
    } else if (office) office.holders.push(holderOf(line, code, byName));
  }
  for (const { of, title, holders } of all) refuseOverlaps(`${title} of ${of}`, holders);
  return all;
}

function holderOf(line: string, code: string, byName: ReadonlyMap<string, readonly Actor[]>): string {
  const [, key = '', since = '', stillOn, names = ''] = /^(\S+) (\d{8})(?:-(\d{8}))? = (.+)$/.exec(line) ?? [];
  const periods = (byName.get(key) ?? []).flatMap(({ codes }) =>
    codes.filter((period) => period.code === code && period.since === since),
  );
  const until = periods.map((period) => period.until).find((day) => day !== undefined);
  if (periods.length === 0) throw new Error(`no [${code} ${since}…] of ${key}: ${line}`);
  if ((until === undefined) !== (stillOn !== undefined))
    throw new Error(`ends ${until}, the list says ${stillOn}: ${line}`);
  const [name = '', ...aliases] = listed(names);
  return `${name}|${aliases.join(';')}|${since}-${until ?? stillOn}`;
}

/** Two may hold an office on the day on which it is handed over, never longer. */
function refuseOverlaps(office: string, holders: readonly string[]): void {
  const periods = holders
    .map((holder) => parts(holder.split('|')[2] ?? '', '-'))
    .sort(([a = ''], [b = '']) => compareText(a, b));
  periods.forEach(([since = '', until = ''], at) => {
    const next = periods[at + 1]?.[0];
    if (next !== undefined && next < until) throw new Error(`${office}: ${since}-${until} goes on after ${next}`);
  });
}

/** Periods of a government that follow each other this closely are one: the lists behind them are monthly and have holes. */
const HOLE_DAYS = 62;
const NO_PERSON =
  /(?:AUTHORITY|COUNCIL|GOVERNMENT|MINISTRY|PARTY|FORCES?|COMMITTEE|MINISTERS?|PRESIDENT|REPUBLIC|OFFICE|BUREAU)/;
const NAME = /^[\p{Lu}.'’-]+(?:[_ ]+[\p{Lu}.'’-]+){1,4}$/u;

/** Members of governments: under "#RUS" a line "name|since-until;…" for each. */
function governments(actors: readonly Actor[], codes: readonly string[]): string {
  const members = new Map(codes.map((code) => [`${code}GOV`, new Map<string, Set<string>>()]));
  for (const { names, codes: periods } of actors) {
    const [name = ''] = names;
    if (!NAME.test(name) || NO_PERSON.test(name)) continue;
    for (const { code, since, until } of periods) {
      const country = members.get(code);
      if (!country || since === undefined) continue;
      country.set(printed(name), (country.get(printed(name)) ?? new Set()).add(`${since}-${until ?? ''}`));
    }
  }
  return [...members]
    .filter(([, persons]) => persons.size > 0)
    .flatMap(([code, persons]) => [`#${code.slice(0, 3)}`, ...[...persons].map(lineOf).sort(compareText)])
    .join('\n');
}

const lineOf = ([name, periods]: [string, ReadonlySet<string>]): string =>
  `${name}|${joined([...periods].sort(compareText))
    .map(short)
    .join(';')}`;

/** Whole months of this century as yymm-yymm, which most are: their source is a list that came out each month. */
function short(period: string): string {
  const [since = '', until = ''] = period.split('-');
  const whole =
    since.endsWith('01') && (until === '' || timeOf(until) === timeOf(`${until.slice(0, 6)}01`) + monthMs(until) - DAY);
  return whole && since > '2000' && since < '2100' ? `${since.slice(2, 6)}-${until.slice(2, 6)}` : period;
}

function joined(periods: readonly string[]): string[] {
  const whole: [string, string][] = [];
  for (const period of periods) {
    const [since = '', until = ''] = period.split('-');
    const last = whole.at(-1);
    if (last && (last[1] === '' || daysBetween(last[1], since) <= HOLE_DAYS)) {
      if (last[1] !== '' && (until === '' || until > last[1])) last[1] = until;
    } else whole.push([since, until]);
  }
  return whole.map(([since, until]) => `${since}-${until}`);
}

const timeOf = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (timeOf(to) - timeOf(from)) / DAY;
const monthMs = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)), 1) - timeOf(`${day.slice(0, 6)}01`);

/** "IGOR_SERGEYEVICH_IVANOV" as it is read; capitals after a hyphen or an apostrophe stay. */
function printed(key: string): string {
  return key
    .split(/[_ ]+/)
    .map((word) => word.replace(/\p{Lu}+/gu, (letters) => letters.charAt(0) + letters.slice(1).toLowerCase()))
    .join(' ');
}

function build(folder: string): Record<string, string> {
  const actors = readActors(folder);
  const nations = countries();
  const about =
    'Made by shared/offices/build/offices.ts (npm run offices); do not edit. Licence: shared/offices/NOTICE.';
  const files = {
    'offices.generated.json': {
      about,
      /** "code|id|name|adjective;adjective" */
      countries: nations.map(({ code, name, adjectives }) => [code, name, adjectives.join(';')].join('|')),
      offices: offices(actors),
    },
    'governments.generated.json': {
      about,
      governments: governments(
        actors,
        nations.map(({ code }) => code),
      ),
    },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, value]) => [name, `${JSON.stringify(value, null, 1)}\n`]),
  );
}

const folderAt = process.argv.indexOf('--actors');
const folder = folderAt < 0 ? DEFAULT_FOLDER : (process.argv[folderAt + 1] ?? '');
for (const [name, text] of Object.entries(build(folder))) {
  const file = path.join(OUTPUT, name);
  if (process.argv.includes('--check')) {
    const same = readFileSync(file, 'utf8') === text;
    console.log(`${name} is ${same ? 'up to date' : 'out of date: npm run offices'}`);
    if (!same) process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`${file}: ${Buffer.byteLength(text)} bytes`);
  }
}
