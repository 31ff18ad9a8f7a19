import type { EntityType } from '../extractors/extractor';
import { type Clue, cluesAround } from './context';
import type { Lexicon } from './lexicon';
import type { Found } from './names';
import { isCapital, type Range } from './runs';
import { nameWords } from './structure';
import type { Token } from './tokens';

/** Evidence that a name needs before it gets a type, and how far the best type must be ahead of the next. */
const ENOUGH = 2.2;
const AHEAD = 0.8;
const ENOUGH_FOR_PLAIN_WORD = 3.5;
const MAX_ACRONYM = 7;
/** Longest name that is looked for in a headline. */
const MAX_WORDS = 8;

export interface Decision {
  readonly type: EntityType;
  readonly reason: string;
}

/** What a whole article says of each name in it. All names are added first, then each is asked for. */
export class Evidence {
  /** Names, and single words of persons' names, that the first pass has settled. */
  private readonly settled = new Map<string, Decision>();
  private readonly nameParts = new Map<string, Decision>();
  private readonly clues = new Map<string, Map<string, Clue>>();
  private readonly judged = new Map<string, Decision | undefined>();

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly words: Lexicon,
  ) {}

  add(name: Found): void {
    if (name.style !== 'sentence') return;
    const printed = this.printed(name);
    if (name.type !== undefined) {
      if (!this.settled.has(printed)) this.settled.set(printed, { type: name.type, reason: name.reason ?? '' });
      if (name.type !== 'PERSON') return;
      const part: Decision = { type: 'PERSON', reason: `part of the name ${printed}` };
      for (const word of partsOf(this.tokens, name, this.words)) this.nameParts.set(word, part);
      return;
    }
    const clues = this.clues.get(printed) ?? new Map<string, Clue>();
    for (const clue of cluesAround(this.tokens, name, name.known !== undefined, this.words)) {
      clues.set(`${clue.type} ${clue.reason}`, clue);
    }
    this.clues.set(printed, clues);
  }

  /** The names in a stretch of a title-case headline that the rest of the article uses as names. */
  within({ from, to }: Range): (Range & Decision)[] {
    const found: (Range & Decision)[] = [];
    for (let at = from; at < to; at++) {
      for (let end = Math.min(to, at + MAX_WORDS); end > at; end--) {
        const printed = this.printed({ from: at, to: end });
        const decision = this.settled.get(printed) ?? this.nameParts.get(printed);
        if (decision === undefined) continue;
        found.push({ from: at, to: end, ...decision });
        at = end - 1;
        break;
      }
    }
    return found;
  }

  /** What a name is, by its own words, by how the article uses it elsewhere, or by all clues together. */
  decide(name: Found): Decision | undefined {
    if (name.type !== undefined) return { type: name.type, reason: name.reason ?? '' };
    const printed = this.printed(name);
    const token = this.tokens[name.from];
    const single = name.to === name.from + 1 && token !== undefined;
    const plainOpener = single && token.opens && this.words.isCommon(token.text);
    const elsewhere = this.settled.get(printed);
    if (elsewhere !== undefined) return { ...elsewhere, reason: `${elsewhere.reason}, elsewhere in the article` };
    if (plainOpener && !name.known) return undefined;
    const part = this.nameParts.get(printed);
    if (part !== undefined && !(name.known && isInPlace(this.tokens, name))) return part;
    if (single && isAcronym(token, this.words) && !isAmount(this.tokens, name))
      return { type: 'ORG', reason: 'an acronym' };
    if (!this.judged.has(printed)) {
      this.judged.set(printed, judge(printed, [...(this.clues.get(printed)?.values() ?? [])], this.words));
    }
    return this.judged.get(printed);
  }

  private printed({ from, to }: Range): string {
    return this.text.slice(this.tokens[from]?.start, this.tokens[to - 1]?.end).replace(/\s+/g, ' ');
  }
}

/** The words by which an article calls a person again: the surname, and a given name that is nothing else. */
function partsOf(tokens: readonly Token[], name: Range, words: Lexicon): string[] {
  const parts = nameWords(tokens, name);
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return [];
  const given = parts.slice(0, -1).filter((part) => words.isGivenName(part.text) && !words.isCommon(part.text));
  return [last.text, ...given.map((part) => part.text)];
}

function isAcronym(token: Token, words: Lexicon): boolean {
  return (
    isCapital(token) &&
    token.shape === 'upper' &&
    token.text.length <= MAX_ACRONYM &&
    /^\p{L}+$/u.test(token.text) &&
    !words.otherAcronyms.has(token.text)
  );
}

/** "in Florence", in an article about a Florence. */
function isInPlace(tokens: readonly Token[], { from }: Range): boolean {
  return /^(?:in|near|outside|inside)$/.test(tokens[from - 1]?.lower ?? '');
}

/** "30 CUP", "MNT 4,030": a currency or a unit. */
function isAmount(tokens: readonly Token[], { from, to }: Range): boolean {
  return /^\d/.test(tokens[from - 1]?.text ?? '') || /^\d/.test(tokens[to]?.text ?? '');
}

/** The type that has enough evidence and is clearly ahead, with its strongest reason. */
function judge(text: string, clues: readonly Clue[], words: Lexicon): Decision | undefined {
  const totals = new Map<EntityType, number>();
  for (const { type, weight } of clues) totals.set(type, (totals.get(type) ?? 0) + weight);
  const place = (totals.get('GPE') ?? 0) + (totals.get('LOC') ?? 0);
  const placeType = (totals.get('LOC') ?? 0) > (totals.get('GPE') ?? 0) ? 'LOC' : 'GPE';
  const candidates: { type: EntityType; weight: number }[] = [
    { type: 'PERSON', weight: totals.get('PERSON') ?? 0 },
    { type: 'ORG', weight: totals.get('ORG') ?? 0 },
    { type: placeType, weight: place },
  ];
  const [best, next] = candidates.sort((a, b) => b.weight - a.weight);
  if (best === undefined || next === undefined) return undefined;
  const enough = words.isCommon(text) ? ENOUGH_FOR_PLAIN_WORD : ENOUGH;
  if (best.weight < enough || best.weight - Math.max(0, next.weight) < AHEAD) return undefined;
  const reasons = clues
    .filter((clue) => clue.type === best.type && clue.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return { type: best.type, reason: reasons[0]?.reason ?? '' };
}
