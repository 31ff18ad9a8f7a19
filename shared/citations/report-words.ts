import type { TimeToken } from '../times/tokens';

/** What outlets do when they are cited. */
const REPORTS: ReadonlySet<string> = new Set(
  'reported reports report wrote writes said says quoted quotes cited cites claimed claims noted notes broadcast published carried ran revealed added commented observed alleged argued suggested speculated predicted printed asserted maintained confirmed announced aired headlined editorialized warned say report write'.split(
    ' ',
  ),
);
/** Whether a verb is what outlets do when they are cited. */
export const isReporting = (word: string): boolean => REPORTS.has(word);

/** Nouns that say what kind of outlet a name is. */
export const KIND: ReadonlySet<string> = new Set(
  'news agency newspaper paper daily weekly magazine television tv radio channel station network website site online correspondent correspondents wire service journal publication bulletin broadcaster program information'.split(
    ' ',
  ),
);

const MAY_STAND_BETWEEN: ReadonlySet<string> = new Set(
  'also has had have recently later today yesterday , ( ) which in its on of the issue edition'.split(' '),
);

/** Words that end in an outlet's name: "according to", "reported by", "told", "an interview with". */
const CUES: readonly (readonly string[])[] = [
  ['according', 'to'],
  ['reported', 'by'],
  ['reports', 'by'],
  ['report', 'by'],
  ['report', 'in'],
  ['report', 'from'],
  ['reports', 'in'],
  ['reports', 'from'],
  ['reported', 'in'],
  ['quoted', 'by'],
  ['quoted', 'in'],
  ['cited', 'by'],
  ['cited', 'in'],
  ['carried', 'by'],
  ['published', 'by'],
  ['published', 'in'],
  ['appeared', 'in'],
  ['article', 'in'],
  ['editorial', 'in'],
  ['commentary', 'in'],
  ['writing', 'in'],
  ['wrote', 'in'],
  ['writes', 'in'],
  ['written', 'in'],
  ['interview', 'with'],
  ['interview', 'to'],
  ['interview', 'in'],
  ['interviewed', 'by'],
  ['told'],
  ['citing'],
  ['quoting'],
];
const REACH = 9;

/** "Russian", "Turkish", "French", "Iraqi". */
export const ORIGIN = /^\p{Lu}\p{Ll}+(?:an|ish|ese|ch|i)$/u;

/** A month or a weekday, also when it is cut short. */
export const isDateWord = (token: TimeToken): boolean =>
  /^(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)/i.test(token.word) &&
  token.text.length < 10;

/** The token of "according to" and the like before a name. */
export function cueBefore(tokens: readonly TimeToken[], at: number): number | undefined {
  for (let end = at; end >= Math.max(0, at - REACH); end--) {
    const cue = CUES.find((words) => words.every((word, index) => tokens[end - words.length + index]?.word === word));
    if (cue) return end - cue.length;
    const token = tokens[end - 1];
    // Between cue and name only what introduces the name: "according to a report in the December 16 Izvestia".
    if (
      !token ||
      token.first ||
      !/^(?:the|a|an|in|of|by|from|report|reports|article|interview|with|issue|edition|editorial|commentary|story|dispatch|'s|’s|today|yesterday|on|,)$|^\d{1,4}$/.test(
        token.word,
      )
    ) {
      if (
        !token ||
        !(KIND.has(token.word) || isDateWord(token) || /^\p{Lu}\p{Ll}+(?:an|ish|ese|ch)$/u.test(token.text))
      )
        return undefined;
    }
  }
  return undefined;
}

/** The token of a verb of reporting behind a name, with no more than a day and the like between them. */
export function verbAfter(tokens: readonly TimeToken[], at: number): number | undefined {
  for (let to = at; to < at + REACH; to++) {
    const token = tokens[to];
    if (!token || (token.first && to > at)) return undefined;
    if (REPORTS.has(token.word)) return to;
    const skip =
      MAY_STAND_BETWEEN.has(token.word) || isDateWord(token) || (token.kind === 'number' && (token.number ?? 99) <= 31);
    if (!skip) return undefined;
  }
  return undefined;
}
