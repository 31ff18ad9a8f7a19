import type { Span } from '../article/schema';
import { isPressName } from '../sources/press-names';
import { findOutlet } from '../sources/registry';
import type { TimeToken } from '../times/tokens';
import { isGeneric, type Name, spanOf } from './printed-names';

/** What is known of a name beside its words. */
export interface NameFacts {
  /** What extractors before took these words, or a part of them, for. */
  mention(span: Span): { type: string; known: boolean; whole: boolean } | undefined;
  /** Whether a parenthesis of the article cites it. */
  isCited(name: string): boolean;
}

/**
 * `issue`: only papers are of a day. `certain`: nothing but a source is said so. `written`: what papers and stations do.
 * `reported`: what they do more than others. `said`: what anybody does.
 */
export type Form = 'issue' | 'certain' | 'written' | 'reported' | 'said';

/** Bodies and papers of state, which announce and are no outlets. */
const INSTITUTION =
  /\b(?:Ministr(?:y|ies)|Minister|President|Government|Parliament|Senate|Congress|Assembly|Duma|Council|Court|Commission|Committee|Party|Bank|University|Police|Army|Navy|Force|Forces|Guard|Office|Department|Agreement|Treaty|Act|Law|Resolution|Declaration|Charter|Decree|Protocol|Company|Corporation|Group|Union|Organi[sz]ation|Front|Movement|Institute|Embassy|Authority|Staff|Command|Service)\b/;

/** "the Listin Diario of Santo Domingo". */
export function withoutPlace(tokens: readonly TimeToken[], name: Name, facts: NameFacts): Name {
  for (let at = name.from + 1; at < name.to - 1; at++) {
    if (tokens[at]?.word !== 'of') continue;
    const place = facts.mention(spanOf(tokens, { ...name, from: at + 1 }));
    if (place?.type === 'GPE') return { ...name, to: at };
  }
  return name;
}

/** Whether a name is an outlet's, as the form of its report and what is known of it have it. */
export function isOutlet(
  text: string,
  tokens: readonly TimeToken[],
  name: Name,
  form: Form,
  facts: NameFacts,
): boolean {
  const span = spanOf(tokens, name);
  const printed = text.slice(span.start, span.end);
  if (printed.length < 2 || /^\d+$/.test(printed)) return false;
  if (findOutlet(printed) && (form !== 'said' || printed.includes(' ') || name.quoted)) return true;
  if (/^\p{Ll}/u.test(printed) || isGeneric(tokens, name.to)) return true;
  if (facts.isCited(printed) || isPressName(printed)) return true;
  const found = facts.mention(span);
  // The "Eritrean" of the "Eritrean Profile" says nothing of it.
  const mention = found?.whole || found?.type === 'PERSON' ? found : undefined;
  if (INSTITUTION.test(printed) || mention?.type === 'LAW' || mention?.type === 'EVENT') return false;
  if (form === 'issue' || (form === 'certain' && mention?.type !== 'PERSON')) return true;
  if (name.quoted && (form !== 'said' || mention?.type !== 'PERSON')) return true;
  if (mention?.type === 'PERSON') return form === 'certain' && !printed.includes(' ');
  if (mention?.known) return false;
  if (form === 'written') return mention === undefined || !/^(?:GPE|LOC|NORP|FAC)$/.test(mention.type);
  // "Residents reported on Monday" is of people, "Kyrgyzstan reported" of a state.
  const isCommon = tokens[name.from]?.first === true && /s$/.test(printed) && !printed.includes(' ');
  return form === 'reported' && !isCommon && mention?.type !== 'NORP';
}
