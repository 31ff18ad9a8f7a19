import type { TimeToken } from '../times/tokens';
import { clauseAfter } from './clauses';
import { DIRECTIVES, REFUSALS } from './words';

/** Tokens that may stand between a verb and what belongs to it: "urged [both men] to". */
const LONGEST_OBJECT = 8;

/** Where the cue of a speech act ends and what is said begins, as tokens; both end where the sentence does. */
interface Act {
  cueEnd: number;
  clause: number;
}

type Form = (tokens: readonly TimeToken[], verb: number, to: number) => Act | undefined;

/**
 * What somebody does by saying something, with a verb at a token of a sentence that ends before `to`: refuses to comment,
 * urges others to stop, accuses them of theft, promises to pay, puts the figure at nine, expresses the hope that it ends.
 */
export function speechAct(tokens: readonly TimeToken[], verb: number, to: number): Act | undefined {
  const token = tokens[verb];
  if (token?.kind !== 'word' || token.text !== token.word) return undefined;
  if (NOT_DONE.test(tokens[verb - 1]?.word ?? '')) return undefined;
  for (const form of FORMS) {
    const act = form(tokens, verb, to);
    if (act) return act;
  }
  return undefined;
}

/** "was urged", "may accuse": by whom is another matter, or whether at all. */
const NOT_DONE =
  /^(?:was|were|been|being|is|are|be|to|not|never|will|would|may|might|could|should|can|must|the|an?|of|his|her|its|their)$/;

/** "refused to admit", "declined to comment". */
const refusal: Form = (tokens, verb) =>
  REFUSALS.has(tokens[verb]?.word ?? '') && tokens[verb + 1]?.word === 'to' && SAYING.test(tokens[verb + 2]?.word ?? '')
    ? { cueEnd: verb + 3, clause: verb + 1 }
    : undefined;
const SAYING =
  /^(?:say|comment|admit|confirm|discuss|answer|acknowledge|name|explain|concede|give|elaborate|specify|speculate)$/;

/** "urged both men to stop", "called on the government to resign". */
const directive: Form = (tokens, verb, to) => {
  const word = tokens[verb]?.word ?? '';
  if (!DIRECTIVES.has(word)) return undefined;
  if (/^call/.test(word) && !/^(?:on|upon|for)$/.test(tokens[verb + 1]?.word ?? '')) return undefined;
  const clause = nextWord(tokens, verb + 2, to, /^to$/);
  return clause === undefined ? undefined : { cueEnd: verb + 1, clause };
};

/** "accused the cabinet of neglect". */
const accusation: Form = (tokens, verb, to) => {
  if (!/^accuse[sd]$/.test(tokens[verb]?.word ?? '')) return undefined;
  const of = nextWord(tokens, verb + 2, to, /^of$/);
  return of === undefined ? undefined : { cueEnd: verb + 1, clause: verb + 1 };
};

/** "promised to halt", "offered to mediate", "threatened in a leaflet to". */
const commitment: Form = (tokens, verb, to) => {
  if (!/^(?:promise[sd]|vow(?:s|ed)|pledge[sd]|offer(?:s|ed)|threaten(?:s|ed))$/.test(tokens[verb]?.word ?? ''))
    return undefined;
  const clause = nextWord(tokens, verb + 1, to, /^to$/);
  return clause === undefined ? undefined : { cueEnd: verb + 1, clause };
};

/** "put the figure at 19 days". */
const estimate: Form = (tokens, verb, to) => {
  if (!/^puts?$/.test(tokens[verb]?.word ?? '')) return undefined;
  const at = nextWord(tokens, verb + 2, to, /^at$/);
  const isNumber = at !== undefined && tokens.slice(at + 1, at + 4).some(({ kind }) => kind === 'number');
  return isNumber ? { cueEnd: verb + 1, clause: verb + 1 } : undefined;
};

/** "expressed the hope that", "voiced concern over", "rejected the idea that". */
const expression: Form = (tokens, verb, to) => {
  if (!/^(?:expresse[sd]|voice[sd]|rejects?|rejected|dismisse[sd]|repeat(?:s|ed))$/.test(tokens[verb]?.word ?? ''))
    return undefined;
  const noun = nextWord(tokens, verb + 1, Math.min(to, verb + 4), OPINION);
  const clause = noun === undefined ? undefined : noun + 1;
  return clause !== undefined && /^(?:that|over|about|at)$/.test(tokens[clause]?.word ?? '')
    ? { cueEnd: clause, clause: tokens[clause]?.word === 'that' ? clause + 1 : verb + 1 }
    : undefined;
};
const OPINION =
  /^(?:hopes?|concerns?|fears?|views?|belief|idea|claims?|suggestions?|notion|confidence|doubts?|warnings?|conviction|regret|alarm|anger|charges?|allegations?)$/;

/** "went on to say that", "let it be known that", "made it clear that", "wanted to know who". */
const idiom: Form = (tokens, verb, to) => {
  const words = IDIOMS.find((each) => each.every((word, index) => word.test(tokens[verb + index]?.word ?? '')));
  if (!words) return undefined;
  const cueEnd = verb + words.length;
  const clause = clauseAfter(tokens, cueEnd - 1, to);
  return clause === undefined ? undefined : { cueEnd, clause };
};
const IDIOMS: readonly (readonly RegExp[])[] = [
  [/^w?[eg]nt$|^goes$/, /^on$/, /^to$/, /^(?:say|add|argue|claim|explain|warn|suggest)$/],
  [/^lets?$/, /^it$/, /^be$/, /^known$/],
  [/^ma(?:de|kes?)$/, /^it$/, /^(?:clear|known|plain)$/],
  [/^wan(?:ted|ts)$/, /^to$/, /^know$/],
];

const FORMS: readonly Form[] = [refusal, directive, accusation, commitment, estimate, expression, idiom];

/** The first token from `from` on, with nothing but words in between, that a word is at. */
function nextWord(tokens: readonly TimeToken[], from: number, to: number, word: RegExp): number | undefined {
  for (let at = from; at < Math.min(to - 1, from + LONGEST_OBJECT) && tokens[at]?.kind !== 'mark'; at++)
    if (word.test(tokens[at]?.word ?? '')) return at;
  return undefined;
}
