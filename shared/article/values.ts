import type { Subject } from './schema';

/**
 * Turns what a file says about itself into the values of an article's metadata. Each returns undefined for what cannot
 * be such a value: then the article goes without rather than with a wrong one.
 */

/** A value as it is written: text, a number of a JSON or YAML document, a list of texts, or of classifications. */
export type RawValue = string | number | readonly (string | Subject)[];

const LONGEST_TITLE = 500;
const LONGEST_STANDFIRST = 1500;
const LONGEST_NAME = 200;
const MOST_ITEMS = 100;

export function readTitle(raw: RawValue): string | undefined {
  return oneLine(raw, LONGEST_TITLE);
}

export function readStandfirst(raw: RawValue): string | undefined {
  return oneLine(raw, LONGEST_STANDFIRST);
}

/** The name of a publication or a section; an address is not a name. */
export function readName(raw: RawValue): string | undefined {
  const name = oneLine(raw, LONGEST_NAME);
  return name === undefined || /^(?:https?:|www\.)/i.test(name) ? undefined : name;
}

/** A number when it is printed as one ("6", "No. 238"), else as printed ("3-4", "XII", "Special"). */
/** Where an article comes from, often with a day and an agency; a day alone is no place. */
export function readDateline(raw: RawValue): string | undefined {
  const line = readName(raw);
  return line !== undefined && /\p{L}{3}/u.test(line.replace(/\b(?:GMT|UTC|CES?T|EST|EDT)\b/g, '')) ? line : undefined;
}

export function readSerialNumber(raw: RawValue): string | number | undefined {
  const printed = oneLine(raw, 40)?.replace(/^(?:volume|vol|issue|number|no|nr|#)(?:[.:# ]+|(?=\d))/i, '');
  if (!printed) return undefined;
  if (/^\d{1,9}$/.test(printed)) return Number(printed);
  // A negative or broken number is a slip, not a serial's number.
  return /^[+-]?\d*\.\d+$|^-/.test(printed) ? undefined : printed;
}

/** A BCP 47 tag in canonical case, from a tag ("en_us") or an English name of a language ("Russian"). */
export function readLanguage(raw: RawValue): string | undefined {
  const text = oneLine(raw, LONGEST_NAME);
  if (text === undefined) return undefined;
  const named = languageNames().get(text.toLowerCase());
  if (named !== undefined) return named;
  const tag = text.replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

export function readUrl(raw: RawValue): string | undefined {
  const text = oneLine(raw, 2000);
  if (text === undefined || !/^https?:\/\/[^\s/]/i.test(text)) return undefined;
  return URL.canParse(text) ? text : undefined;
}

/** Keywords, from a list or one text with commas or semicolons between them; each once. */
export function readKeywords(raw: RawValue): string[] | undefined {
  const parts = typeof raw === 'object' ? textsOf(raw) : String(raw).split(/[,;\n]/);
  return listOf(parts.map((part) => oneLine(part, LONGEST_NAME)));
}

/** Author names. "By Jane Roe and John Doe" is two; what is not plainly several names stays as printed. */
export function readBylines(raw: RawValue): string[] | undefined {
  const parts = typeof raw === 'object' ? textsOf(raw) : String(raw).split(/[;\n]/);
  return listOf(parts.flatMap((part) => namesOf(oneLine(part, LONGEST_NAME))));
}

/** 1 to 9; IPTC reserves 0 and 9, of which senders use the last one. */
export function readUrgency(raw: RawValue): number | undefined {
  const digit = oneLine(raw, 10);
  return digit !== undefined && /^[1-9]$/.test(digit) ? Number(digit) : undefined;
}

export function readIdentifier(raw: RawValue): string | undefined {
  return oneLine(raw, 2000);
}

/** Classifications that have a name or a code; a text alone is a name. */
export function readSubjects(raw: RawValue): Subject[] | undefined {
  const subjects = new Map<string, Subject>();
  for (const item of typeof raw === 'object' ? raw : [String(raw)]) {
    const said = typeof item === 'string' ? { name: item } : item;
    const subject: Subject = {};
    for (const part of ['name', 'type', 'code', 'scheme'] as const) {
      const text = oneLine(said[part] ?? '', LONGEST_NAME);
      if (text !== undefined) subject[part] = text;
    }
    if ((subject.name ?? subject.code) === undefined || subjects.size >= MOST_ITEMS) continue;
    const key = JSON.stringify([subject.name, subject.type, subject.code, subject.scheme]);
    subjects.set(key, subject);
  }
  return subjects.size > 0 ? [...subjects.values()] : undefined;
}

function textsOf(list: readonly (string | Subject)[]): string[] {
  return list.flatMap((item) => (typeof item === 'string' ? item : (item.name ?? [])));
}

const NAME_WORD = String.raw`(?:(?:d['’])?\p{Lu}[\p{L}\p{M}.'’-]*|d[aeiu]|de[lr]|l[ae]|v[ao]n|al|bin|ibn|y)`;
const PERSON = new RegExp(String.raw`^\p{Lu}[\p{L}\p{M}.'’-]*(?: ${NAME_WORD}){1,4}$`, 'u');

function namesOf(byline: string | undefined): (string | undefined)[] {
  const names = byline?.replace(/^(?:written )?by(?::| |$) ?/i, '');
  if (!names) return [];
  const parts = names.split(/ ?, and | and | & |, ?/);
  if (!parts.every((part) => PERSON.test(part))) return [names];
  // "Jane Roe, The Tribune"
  const persons = parts.filter((part) => !part.startsWith('The '));
  return persons.length > 0 ? persons : parts;
}

/** True when the text is a person's name, or several, as a byline prints them. */
export function looksLikeNames(text: string): boolean {
  return text.split(/ ?, and | and | & |, ?/).every((part) => PERSON.test(part));
}

function listOf(parts: readonly (string | undefined)[]): string[] | undefined {
  const items = new Set<string>();
  for (const part of parts) if (part && items.size < MOST_ITEMS) items.add(part);
  return items.size > 0 ? [...items] : undefined;
}

/** The text on one line without control characters; undefined when nothing is left, or more than `longest`. */
function oneLine(raw: RawValue, longest: number): string | undefined {
  if (typeof raw === 'object') return undefined;
  const text = String(raw)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\s\x00-\x1f\x7f-\x9f]+/g, ' ')
    .trim();
  return text === '' || text.length > longest ? undefined : text;
}

let names: Map<string, string> | undefined;

/** English names of the languages that have a two-letter code. */
function languageNames(): Map<string, string> {
  if (names) return names;
  names = new Map();
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (const first of letters) {
    for (const second of letters) {
      const name = display.of(first + second);
      // Retired codes come after the current ones under the same name ("iw" for "he"), but not always: keep canonical.
      const canonical = Intl.getCanonicalLocales(first + second)[0];
      if (name && canonical && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), canonical);
    }
  }
  return names;
}
