import type { Span } from '../article/schema';
import type { Lexicon } from './lexicon';
import type { Surroundings } from './surroundings';

/** Most code units beside a body's name that say of which country it is. */
const BESIDE = 60;
/** Names of papers and stations: the country that an article speaks of says little about which it reads. */
const PAPERS =
  /\b(?:times|sun|guardian|monitor|independent|telegraph|herald|post|star|mirror|observer|standard|tribune|globe|express|mail|nation|citizen|journal|gazette|chronicle|courier|echo|record|examiner|inquirer|mercury|press|review|news|sunday|weekly|daily)$/i;

/** Whether a name says what a body is and not which one: "Foreign Ministry", "Supreme Court", "The Times". */
export function isGeneric(name: string, words: Lexicon): boolean {
  const parts = name.toLowerCase().split(/[\s-]+/);
  return parts.every((part) => words.genericBodies.has(part));
}

interface Scoped {
  readonly name: string;
  readonly reason: string;
}

/** The name of the body of the country that is printed beside it: "Estonia's Foreign Ministry", "Parliament of Estonia". */
export function scopedBeside(name: string, { start, end }: Span, text: string, words: Lexicon): Scoped | undefined {
  const code = PAPERS.test(name) ? undefined : countryBeside(text, start, end, words);
  if (code === undefined) return undefined;
  return { name: nameIn(name, code, words), reason: `"${words.country(code)?.name}" is printed with it` };
}

/** The name of the body of the only country that the article names, in a dateline or in more than one word. */
export function scoped(name: string, surroundings: Surroundings, words: Lexicon): Scoped | undefined {
  const [only, another] = [...surroundings.named()];
  if (PAPERS.test(name) || !only || another) return undefined;
  const [code, said] = only;
  if (said.size < 2 && surroundings.dateline !== code) return undefined;
  const reason = `${words.country(code)?.name} is the only country that the article speaks of`;
  return { name: nameIn(name, code, words), reason };
}

/** "Estonian Foreign Ministry", as it is printed elsewhere. */
function nameIn(name: string, code: string, words: Lexicon): string {
  const plain = name.replace(/^the /i, '');
  const adjective = words.adjectiveOf(code);
  return adjective ? `${adjective} ${plain}` : `${plain} (${words.country(code)?.name ?? code})`;
}

function countryBeside(text: string, start: number, end: number, words: Lexicon): string | undefined {
  const after = text.slice(end, end + BESIDE).replace(/\s+/g, ' ');
  const [, of] = /^ (?:of|in) (?:the )?(\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20}){0,2})/u.exec(after) ?? [];
  return countryBefore(text, start, words) ?? (of === undefined ? undefined : countryCalled(of, words));
}

/** ISO code of the country of "Estonia's" or "Estonian" right before a place in the text. */
export function countryBefore(text: string, start: number, words: Lexicon): string | undefined {
  const before = text.slice(Math.max(0, start - BESIDE), start).replace(/\s+/g, ' ');
  const [, name = '', owner] =
    /(?:^|[^\p{L}])(\p{Lu}[\p{L}.]{1,20}(?: \p{Lu}\p{L}{1,20}){0,2})(['’]s?)? $/u.exec(before) ?? [];
  if (owner) return countryCalled(name, words);
  const parts = name.split(' ');
  return words.countryOfPeople(parts.slice(-2).join(' ')) ?? words.countryOfPeople(parts.at(-1) ?? '');
}

function countryCalled(name: string, words: Lexicon): string | undefined {
  if (
    words.sensesOf(name).some(({ byDefault }) => !byDefault) &&
    !words.sensesOf(name).some(({ byDefault }) => byDefault)
  )
    return undefined;
  const known = words.find(name);
  return known?.wikidata !== undefined && known.type === 'GPE' ? known.at?.country : undefined;
}
