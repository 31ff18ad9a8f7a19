import type { TimeToken } from '../times/tokens';
import type { Person } from './antecedents';
import type { NamedMention } from './model';
import type { TokenPlaces } from './token-places';
import { SPEECH_VERBS } from './words';

/** Tokens of "the former Dutch agriculture minister" before a name, and of ", vice chairman" after it. */
const LONGEST = 7;

/**
 * What the article calls the persons whom it names: "Senator Graham", "Wiersma, the minister", "Hoa, 62". So "the senator" and
 * "the 62-year-old" can be told. Linear in the number of names.
 */
export class Descriptions {
  /** By the word, then by the person: from where on he is called so, in text order. */
  private readonly byWord = new Map<string, Map<string, Person & { from: number }>>();

  private readonly byPerson = new Map<string, Set<string>>();

  constructor(tokens: readonly TimeToken[], places: TokenPlaces, persons: readonly NamedMention[]) {
    let free = 0;
    for (const person of persons) {
      const at = places.from(person.start);
      for (const word of [...wordsBefore(tokens, at, free), ...wordsAfter(tokens, places.from(person.end))])
        this.add(word, person);
      free = places.from(person.end);
    }
  }

  /**
   * The one whom the article has called so before an offset, or, where nothing more is said of him (`isBare`), calls so later;
   * where it is more than one, the one of them who spoke last.
   */
  of(
    word: string,
    isBare: boolean,
    before: number,
    last: Person | undefined,
  ): { isCalled: boolean; who?: Person | undefined } {
    const called = this.byWord.get(word);
    if (!called) return { isCalled: false };
    const [first, second] = called.values();
    // "The Rovers manager" is not the manager whom the article names later, who may be another club's.
    if (!isBare && (!first || first.from >= before)) return { isCalled: true };
    if (!second || second.from >= before) return { isCalled: true, who: first };
    const known = last && called.get(last.id);
    return { isCalled: true, who: known && known.from < before ? known : undefined };
  }

  /** Whether a person is called by one of those words that say what somebody is. */
  isOtherwiseCalled({ id }: Person, word: string, among: ReadonlyMap<string, unknown>): boolean {
    const called = this.byPerson.get(id) ?? new Set();
    return !called.has(word) && [...called].some((each) => among.has(each));
  }

  private add(word: string, person: NamedMention): void {
    if (word === 'justice') this.add('judge', person);
    const { id, name, start } = person;
    const called = this.byWord.get(word) ?? new Map<string, Person & { from: number }>();
    if (!called.has(id)) called.set(id, { id, name, from: start });
    this.byWord.set(word, called);
    const words = this.byPerson.get(id) ?? new Set();
    this.byPerson.set(id, words.add(word));
  }
}

/** "Dutch agriculture minister" before a name, from token `free` on, where the name before ends; a word in a clause of its own says nothing of it. */
function wordsBefore(tokens: readonly TimeToken[], name: number, free: number): string[] {
  const found: string[] = [];
  for (let at = name - 1; at > name - LONGEST && at >= free; at--) {
    const token = tokens[at];
    if (token?.kind !== 'word' || STOP.test(token.word) || SPEECH_VERBS.has(token.word)) break;
    const rank = /^(?:deputy|vice|prime|former|ex)$/.test(tokens[at - 1]?.word ?? '') ? `${tokens[at - 1]?.word} ` : '';
    found.push(rank + token.word);
    if (token.first) break;
  }
  if (found.length === 0 && tokens[name - 1]?.text === ',') return wordsApposed(tokens, name - 1);
  // "Secretary of State Blinken": what he is stands before "of".
  const stopped = name - 1 - found.length;
  const title = tokens[stopped - 1];
  if (tokens[stopped]?.word === 'of' && title?.kind === 'word' && found.length > 0) found.push(title.word);
  return found;
}

/** "The committee's chair, Oakes", "Counsel for the second accused, Owusu-Ansah": up to what only says of what. */
function wordsApposed(tokens: readonly TimeToken[], comma: number): string[] {
  let from = comma;
  while (from > comma - LONGEST && from > 0 && tokens[from - 1]?.kind === 'word' && !tokens[from]?.first) from--;
  const found: string[] = [];
  for (let at = from; at < comma && !STOP.test(tokens[at]?.word ?? ''); at++) found.push(tokens[at]?.word ?? '');
  return found;
}

/** ", the picture editor", ", vice chairman of the district", ", 62": up to what only says of what. */
function wordsAfter(tokens: readonly TimeToken[], after: number): string[] {
  if (tokens[after]?.text !== ',') return [];
  const age = tokens[after + 1];
  if (age?.kind === 'number') return /^\d\d$/.test(age.text) ? [`${age.text}-year-old`] : [];
  const found: string[] = [];
  for (let at = after + 1; at < after + LONGEST; at++) {
    const token = tokens[at];
    if (token?.kind !== 'word' || STOP.test(token.word) || token.text !== token.word) {
      // "the Mainz coach": a name among the words.
      if (token?.kind === 'word' && !STOP.test(token.word) && at > after + 1) continue;
      break;
    }
    if (!/^(?:the|an?|his|her|its|their|former|then)$/.test(token.word)) found.push(token.word);
  }
  return found;
}

const STOP =
  /^(?:of|for|in|at|from|on|to|by|with|and|or|but|who|which|that|whose|is|are|was|were|has|had|will|would|when|while|after|before|as|than|if)$/;
