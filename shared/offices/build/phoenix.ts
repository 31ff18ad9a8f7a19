import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A code with its period: `RUSGOV`, `19991231` to `20080507`; an end that is not stated is undefined. */
interface DatedCode {
  readonly code: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** One actor of the dictionaries: its names, underscores between words, and what it was from when to when. */
export interface Actor {
  readonly names: readonly string[];
  readonly codes: readonly DatedCode[];
}

const FILES = ['phoenix-countries-actors.txt', 'phoenix-international-actors.txt'];
const CODE = /\[([A-Z]{2,20})\s{0,3}(?:([<>]?)(\d{6,8})(?:-(\d{6,8}))?)?\s{0,3}\]/g;
/** Years are printed with two digits; none of a period that was to come, and none of before 1915. */
const LAST_YEAR = 14;

/** Reads the actor dictionaries of PETRARCH (TABARI's format): names, then codes; `+` before another name of the same actor. */
export function readActors(folder: string): Actor[] {
  return FILES.flatMap((file) => actorsIn(readFileSync(path.join(folder, file), 'utf8')));
}

function actorsIn(text: string): Actor[] {
  const actors: Actor[] = [];
  let names: string[] = [];
  let codes: DatedCode[] = [];
  const end = () => {
    if (codes.length > 0) actors.push({ names, codes });
    [names, codes] = [[], []];
  };
  for (const line of text.split('\n')) {
    const body = line.split('#')[0] ?? '';
    const name = (body.split('[')[0] ?? '').trim();
    if (name !== '') {
      if (codes.length > 0 && !name.startsWith('+')) end();
      names.push(name.replace(/^\+/, '').replace(/[_\s]+$/, ''));
    }
    codes.push(...codesIn(body));
  }
  end();
  return actors;
}

function codesIn(body: string): DatedCode[] {
  return [...body.matchAll(CODE)].flatMap(([, code = '', side, first, second]) => {
    const [since, until] = side === '<' ? [undefined, dayOf(first)] : [dayOf(first), dayOf(second)];
    const damaged =
      (first !== undefined && dayOf(first) === undefined) || (second !== undefined && until === undefined);
    return damaged || (since !== undefined && until !== undefined && since > until) ? [] : [{ code, since, until }];
  });
}

/** "991231" and "19991231" as yyyymmdd; undefined where it is no day. */
function dayOf(printed: string | undefined): string | undefined {
  if (printed?.length !== 6 && printed?.length !== 8) return undefined;
  const century = Number(printed.slice(0, 2)) > LAST_YEAR ? '19' : '20';
  const day = printed.length === 8 ? printed : `${century}${printed}`;
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : day;
}
