import { findOutlet } from '../sources/registry';
import type { TimeToken } from '../times/tokens';
import { beforeAdverbs } from './adverbs';
import { accordingTo, afterVerb } from './attributions';
import { clauseAfter } from './clauses';
import { coordinated } from './coordination';
import { asideOf, isAside } from './cue-before';
import type { Quotation, Speaker } from './model';
import { subjectRange } from './named';
import { type Setting, spokenBefore } from './setting';
import { speakerIn } from './speakers';
import { speechAct } from './speech-acts';
import { type Attribution, auxiliary, isAccording, tokenAt } from './verbs';
import { CLAUSE_LAST_VERBS, REPORTING_VERBS, SPEECH_VERBS } from './words';

/** Tokens of a subject before its verb. */
const REACH = 24;
/** Tokens of a sentence that are looked at: an unpunctuated list is none that anybody says. */
const LONGEST = 200;

/** Tokens `[from, to)` of what was said, and who says so. */
interface Report extends Attribution {
  clause: { from: number; to: number };
}

/**
 * Reported speech: "Ivanov said that Moscow would …", "officials warned the talks could fail", "the talks had failed, Ivanov
 * said", "according to Ivanov, …". Precision first: the subject stands right before the verb, and a clause after it. Sentences
 * with a direct quotation are left to that.
 */
export function reportedSpeech(setting: Setting, direct: readonly Quotation[]): Quotation[] {
  const { sentences, paragraphs, places } = setting;
  const found: Quotation[] = [];
  let [quoted, paragraph] = [0, 0];
  for (const sentence of sentences) {
    while (quoted < direct.length && (direct[quoted]?.end ?? 0) < sentence.start) quoted++;
    if ((direct[quoted]?.start ?? Number.POSITIVE_INFINITY) < sentence.end) continue;
    while (paragraph + 1 < paragraphs.length && (paragraphs[paragraph + 1]?.start ?? 0) <= sentence.start) paragraph++;
    const from = places.from(sentence.start);
    const report = reportIn(setting, from, Math.min(places.from(sentence.end), from + LONGEST));
    if (!report?.speaker) continue;
    const start = paragraphs[paragraph]?.start ?? 0;
    const spoken = [direct[quoted - 1], found.at(-1)].filter((each) => each !== undefined);
    const last = spokenBefore(
      spoken.sort((a, b) => a.start - b.start),
      start,
    );
    const speaker = setting.resolver.resolve(report.speaker, sentence.end, paragraph, last);
    const speech = speechOf(setting.tokens, report, speaker);
    if (speech) found.push(speech);
  }
  return found;
}

function speechOf(tokens: readonly TimeToken[], { clause, from, to }: Report, speaker: Speaker): Quotation | undefined {
  // "He said": nobody knows who, so nobody can be asked for it.
  if (speaker.kind === 'pronoun') return undefined;
  const [first, last] = [tokens[clause.from], lastWord(tokens, clause.from, clause.to)];
  const [cue, cueEnd] = [tokens[from], tokens[to - 1]];
  if (!first || !last || !cue || !cueEnd || last.end <= first.start) return undefined;
  return { start: first.start, end: last.end, form: 'indirect', speaker, cue: { start: cue.start, end: cueEnd.end } };
}

/** Who says what in a sentence of tokens `[from, to)`. */
function reportIn({ tokens, mentions }: Setting, from: number, to: number): Report | undefined {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.kind !== 'word' || (/^\p{Lu}/u.test(token.text) && at > from)) continue;
    const report =
      accordingToSomebody(at) ??
      (isReporting(tokens, at) && at > from ? (saidBefore(at) ?? saidAfter(at)) : undefined) ??
      act(at) ??
      aside(at);
    if (report?.speaker && !isOutlet(report.speaker)) return report;
  }
  return undefined;

  /** "Ivanov said that …". */
  function saidBefore(verb: number): Report | undefined {
    if (/^(?:to|not|never|will|would|may|might|could|should|can|must|n't|t)$/.test(tokens[verb - 1]?.word ?? ''))
      return undefined;
    // "Was told": by whom, it does not say.
    if (
      /^(?:told|warned|assured|asked)$/.test(tokens[verb]?.word ?? '') &&
      /^(?:was|were|been|being|is|are)$/.test(tokens[verb - 1]?.word ?? '')
    )
      return undefined;
    const clause = clauseAfter(tokens, verb, to);
    return clause === undefined ? undefined : subjectOf(verb, verb + 1, { from: clause, to });
  }

  /** "Ivanov urged both men to …", "the ministry declined to comment". */
  function act(verb: number): Report | undefined {
    const found = verb === from ? undefined : speechAct(tokens, verb, to);
    return found && subjectOf(verb, found.cueEnd, { from: found.clause, to });
  }

  function subjectOf(verb: number, cueEnd: number, clause: Report['clause']): Report | undefined {
    const low = Math.max(from, verb - REACH);
    const shared = coordinated(tokens, low, auxiliary(tokens, verb), mentions);
    if (shared) return { speaker: shared, from: verb, to: cueEnd, clause };
    const speaker = speakerIn(tokens, low, verb, mentions);
    if (!speaker) return undefined;
    const end = tokenAt(tokens, low, speaker.end);
    const subject = subjectRange(tokens, low, verb, mentions);
    const isBeside =
      subject.to - end <= 1 ||
      /^(?:of|for|from|at|in)$/.test(tokens[end]?.word ?? '') ||
      tokens[beforeAdverbs(tokens, low, verb) - 1]?.text === ',';
    return isBeside ? { speaker, from: verb, to: cueEnd, clause } : undefined;
  }

  /** "The talks had failed, Ivanov said on Monday." */
  function saidAfter(verb: number): Report | undefined {
    if (!CLAUSE_LAST_VERBS.has(tokens[verb]?.word ?? '')) return undefined;
    if (tokens[verb - 1]?.text === ',') {
      const said = afterVerb(tokens, verb, mentions);
      return said && { ...said, from: verb, to: verb + 1, clause: { from, to: verb - 1 } };
    }
    if (
      !/^[.,;:]$|^(?:on|in|at|yesterday|today|late|during|last|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(
        tokens[verb + 1]?.word ?? '.',
      )
    )
      return undefined;
    const report = subjectOf(verb, verb + 1, { from, to: verb });
    const end = report?.speaker && subjectStart(report.speaker, verb);
    return report && end !== undefined && end > from + 3 ? { ...report, clause: { from, to: end } } : undefined;
  }

  /** Where the clause before a subject ends: at the last comma before it, with nothing but the subject after it. */
  function subjectStart({ start }: Speaker, verb: number): number | undefined {
    const first = tokenAt(tokens, from, start);
    let comma = first - 1;
    while (comma > first - 8 && comma > from && tokens[comma]?.kind === 'word') comma--;
    return tokens[comma]?.text === ',' && comma > from && verb - first < REACH ? comma : undefined;
  }

  /** "According to Ivanov, …", "…, according to Ivanov." */
  function accordingToSomebody(at: number): Report | undefined {
    if (!isAccording(tokens, at + 1)) return undefined;
    const found = accordingTo(tokens, at + 1, to, mentions);
    if (!found) return undefined;
    const isFirst = at - from <= 1;
    const clause = isFirst ? { from: Math.min(found.to + 1, to), to } : { from, to: at };
    return clause.from < clause.to ? { ...found, from: at, to: at + 2, clause } : undefined;
  }

  /** "…, saying that …": of whom the sentence is about. */
  function aside(at: number): Report | undefined {
    if (!isAside(tokens, at)) return undefined;
    const clause = clauseAfter(tokens, at, to);
    const found = clause === undefined ? undefined : asideOf(tokens, from, at, mentions);
    return found && clause !== undefined ? { ...found, clause: { from: clause, to } } : undefined;
  }
}

/** "Interfax reported that Ivanov said …": the outlet is cited, it is Ivanov who speaks. */
const isOutlet = (speaker: Speaker): boolean => speaker.kind === 'entity' && findOutlet(speaker.name) !== undefined;

/** "Said", "retorted that": where "that" follows, any verb of speech. */
function isReporting(tokens: readonly TimeToken[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return (
    REPORTING_VERBS.has(word) ||
    (SPEECH_VERBS.has(word) && tokens.slice(at + 1, at + 4).some((token) => token.word === 'that'))
  );
}

/** Without the source in parentheses and the full stop. */
function lastWord(tokens: readonly TimeToken[], from: number, to: number): TimeToken | undefined {
  let at = to - 1;
  while (at > from && /^[.!?,]$/.test(tokens[at]?.text ?? '')) at--;
  if (tokens[at]?.text === ')') {
    let open = at;
    while (open > from && tokens[open]?.text !== '(') open--;
    if (open > from) at = open - 1;
  }
  return tokens[at];
}
