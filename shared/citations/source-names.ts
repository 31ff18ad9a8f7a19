import { findOutlet } from '../sources/registry';

/** Sources that are no names: "press release", "Russian agencies", "press service of the National Bank". */
const GENERIC =
  /^(?:(?:the )?[\p{L}-]{1,20} ){0,3}(?:video|videos|footage|hotline|briefing notes?|briefings?|situation reports?|official (?:site|website)|news (?:site|website|conference)s?|press releases?|news releases?|(?:news |wire )?agenc(?:y|ies)|wire (?:services?|reports?)|(?:news ?)?wires|media|press|newspapers|dailies|radio|television|tv|news ?agency|websites?|communiqu[eé]s?|statements?|reports?|transcripts?|news conference|press conference|press service|press center|interviews?|broadcasts?|sources)$/iu;
/** Whose they are: "press service of the National Bank". */
const WHOSE = / (?:of|by|from) (?:the )?(?=\p{Lu})/u;
/** What the author heard himself: "author's interview with an official". */
const OWN =
  /^(?:the )?(?:author|writer|correspondent)[’']?s?[’']? (?:own )?(?:interviews?|conversations?|notes|observations|research|sources)\b/i;
/** A name: capital letters, digits, small joining words. */
const NAME_WORD =
  /^(?:[\p{Lu}\p{N}][\p{L}\p{M}\p{N}’'.&+-]*|[dl][’']\p{Lu}[\p{L}\p{M}-]*|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]{1,40}){0,3}\.[a-z]{2,6}(?:\/\S*)?|al-\p{Lu}[\p{L}’'-]*|&|of|the|and|in|for|de|del|della|di|la|le|el|al|y|i|news|agency|daily|newspaper|radio|online|v|za|na|tv|television|website|weekly|service|magazine|from|Radio\/TV)$/u;
const LONGEST_WORDS = 9;

/** Whether a piece between commas can be the name of a source. */
export function isSourceName(text: string): boolean {
  if (text.length > 120 || text === '') return false;
  if (findOutlet(text)) return true;
  if (GENERIC.test(text) || OWN.test(text)) return true;
  const whose = WHOSE.exec(text);
  if (whose && GENERIC.test(text.slice(0, whose.index))) return isSourceName(text.slice(whose.index + whose[0].length));
  const words = text.replaceAll('/', ' ').split(/\s+/).filter(Boolean);
  if (words.length > LONGEST_WORDS || !words.every((word) => NAME_WORD.test(word.replace(/[“”"]/g, '')))) return false;
  return (
    /^[\p{Lu}\p{N}“"]|^www\.|^al-|^[a-z0-9-]+\.[a-z0-9-]{2,40}\b/u.test(text) &&
    /\p{Lu}|\.[a-z]{2}/u.test(text) &&
    !NOT_SOURCES.test(text)
  );
}

/** What stands before a date and is no source. */
const NOT_SOURCES =
  /^(?:The(?! \p{Lu})|The (?:Senate|House|Government|Parliament|Ministry|President|Court|Council|Party|Duma|Cabinet|Kremlin)\b|A|An|In|On|At|By|For|From|Since|Until|After|Before|During|About|Around|Born|Died|See|Section|Chapter|Page|Figure|Table|Part|Article|Resolution|Mr|Mrs|Ms|Dr)(?:\s|$)|^(?:Nos?|Vol|Volume|Issue|Law|Decree|Order|Directive)\.?\s(?:No\.?\s)?#?\d|^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/u;

/** A name without what stands in brackets behind it. */
export function bareName(name: string): string {
  return name.replace(/\s{0,3}[[(][^\])]{1,60}[\])]$/, '');
}
