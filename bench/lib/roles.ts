import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A role as corpus/roles says it. */
export interface MarkedRole {
  status: string;
  office: string;
  /** Id of the entity; undefined where the text does not say whose. */
  of: string | undefined;
  /** Only a reader knows whose: right with it and without. */
  ofOptional: boolean;
  person: string;
  inferred: boolean;
}

export interface Trap {
  words: string;
  office: string;
  /** Nobody may be said to hold it there; undefined: the office alone may not be said. */
  person: string | undefined;
}

export interface RoleBrief {
  id: string;
  /** ISO day of publication. */
  day: string;
  text: string;
  roles: MarkedRole[];
  traps: Trap[];
}

const FOLDER = path.join(__dirname, '..', '..', 'corpus', 'roles');
const STATUSES = new Set(['former', 'acting', 'elect', 'named']);

/** The briefs of one half; the format stands at the head of dev.briefs. */
export function readRoleBriefs(half: 'dev' | 'test'): RoleBrief[] {
  const briefs: RoleBrief[] = [];
  for (const line of readFileSync(path.join(FOLDER, `${half}.briefs`), 'utf8').split('\n')) {
    const brief = briefs.at(-1);
    const [, id = '', day = ''] = /^== (\S+) (\d{4}-\d{2}-\d{2})$/.exec(line) ?? [];
    if (id !== '') briefs.push({ id, day, text: '', roles: [], traps: [] });
    else if (line.startsWith('#') || !brief) continue;
    else if (/^[+=] /.test(line)) brief.roles.push(roleOf(line));
    else if (line.startsWith('! ')) brief.traps.push(trapOf(line));
    else brief.text += `${line}\n`;
  }
  return briefs.map((brief) => ({ ...brief, text: brief.text.trim() }));
}

const fields = (line: string): string[] => line.split('|').map((field) => field.trim());

function roleOf(line: string): MarkedRole {
  const [said = '', of = '', person = ''] = fields(line.slice(2));
  const [first = '', ...rest] = said.split(' ');
  const status = STATUSES.has(first) ? first : 'current';
  return {
    status,
    office: status === 'current' ? said : rest.join(' '),
    of: of === '-' ? undefined : of.replace(/[()]/g, ''),
    ofOptional: of.startsWith('('),
    person,
    inferred: line.startsWith('='),
  };
}

function trapOf(line: string): Trap {
  const [words = '', what = ''] = line.slice(2).split(/: (?=[^:]*$)/);
  const [office = '', person = ''] = fields(what);
  return { words, office, person: person === '-' ? undefined : person };
}
