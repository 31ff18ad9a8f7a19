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

/**
 * The name of the body of one country that such a name means: of the country printed beside it ("Estonia's", "of Estonia"),
 * or of the only one that the article names, in words of which at least one is no dateline. Undefined where neither is so.
 */
export function scoped(
  name: string,
  { start, end }: Span,
  text: string,
  surroundings: Surroundings,
  words: Lexicon,
): { name: string; reason: string } | undefined {
  if (PAPERS.test(name)) return undefined;
  const plain = name.replace(/^the /i, '');
  const beside = countryBeside(text, start, end, words);
  const named = surroundings.named();
  const [only, another] = [...named];
  const alone = only && !another && (only[1].size > 1 || surroundings.dateline === only[0]) ? only[0] : undefined;
  const code = beside ?? alone;
  if (code === undefined) return undefined;
  const adjective = words.adjectiveOf(code);
  const country = words.country(code)?.name ?? code;
  return {
    name: adjective ? `${adjective} ${plain}` : `${plain} (${country})`,
    reason: beside ? `"${country}" is printed with it` : `${country} is the only country that the article speaks of`,
  };
}

function countryBeside(text: string, start: number, end: number, words: Lexicon): string | undefined {
  const before = text.slice(Math.max(0, start - BESIDE), start).replace(/\s+/g, ' ');
  const [, owner, people] =
    /(?:(\p{Lu}[\p{L}.]{1,20}(?: \p{Lu}\p{L}{1,20}){0,2})['’]s?|(\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20})?)) $/u.exec(
      before,
    ) ?? [];
  const after = text.slice(end, end + BESIDE).replace(/\s+/g, ' ');
  const [, of] = /^ (?:of|in) (?:the )?(\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20}){0,2})/u.exec(after) ?? [];
  if (people !== undefined)
    return words.countryOfPeople(people) ?? words.countryOfPeople(people.split(' ').at(-1) ?? '');
  const place = owner ?? of;
  if (place === undefined || words.sensesOf(place).length > 0) return undefined;
  const known = words.find(place);
  return known?.wikidata !== undefined && known.type === 'GPE' ? known.at?.country : undefined;
}
