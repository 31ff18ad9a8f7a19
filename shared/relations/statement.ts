import { at, type Unit, type UnitSentence } from './units';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Between a subject and its verb they say that it is not so, not yet, or only perhaps. */
const BETWEEN =
  set(`not never neither nor hardly barely nearly almost no cannot can could would will shall should may might must
  didn don doesn hasn haven hadn isn wasn weren aren wouldn couldn won if whether unless yet failed refused declined supposedly
  to falsely`);
/** Anywhere before the verb they make it a condition, a plan or a wish. */
const BEFORE =
  set(`if unless whether would could might may should supposing suppose imagine imagined hope hopes hoped plan plans
  planned intends intended expect expects expected wants wanted ask asked urged asks until nobody none no-one lest wish wishes
  wished will shall proposes proposed offered invited calls neither nor`);
/** Anywhere in the sentence they deny it. */
const DENIED =
  set(`deny denies denied denying denial refute refuted refutes untrue false falsely baseless fictional fiction
  fictitious hoax myth novel film movie satire joke joked dreamed dreamt dream fabricated fabrication disputes disputed nonsense
  hypothetical imaginary doubts doubted forged`);
/** They leave open whether it is so. */
const HEDGED =
  set(`reportedly allegedly purportedly supposedly apparently presumably rumor rumors rumored rumour rumours rumoured
  claim claims claimed claiming alleged alleges alleging speculation unconfirmed suspected believed thought seems appears
  perhaps possibly probably`);

/** Units before a verb in which a condition is looked for. */
const FAR = 60;

/**
 * Whether a sentence says that its subject did what the verb at `verb` says, or weakens it; undefined where it denies it or
 * puts it as a condition, a plan or a question. `subject` is the place after the subject's name.
 */
export function statementOf(sentence: UnitSentence, subject: number, verb: number): 'asserted' | 'hedged' | undefined {
  const { units } = sentence;
  if (isAsked(units)) return undefined;
  // "Had Putin met Bush, …"
  if (/^(?:had|were|should)$/.test(at(sentence, 0).word)) return undefined;
  for (let place = Math.max(0, subject); place < verb; place++)
    if (BETWEEN.has(at(sentence, place).word)) return undefined;
  for (let place = Math.max(0, verb - FAR); place < verb; place++)
    if (BEFORE.has(at(sentence, place).word)) return undefined;
  let hedged = false;
  for (let place = Math.max(0, verb - FAR); place < Math.min(units.length, verb + FAR); place++) {
    const { word } = at(sentence, place);
    if (DENIED.has(word)) return undefined;
    hedged ||= HEDGED.has(word);
  }
  return hedged ? 'hedged' : 'asserted';
}

export function isAsked(units: readonly Unit[]): boolean {
  for (let place = units.length - 1; place >= Math.max(0, units.length - 3); place--)
    if (units[place]?.word === '?') return true;
  return false;
}
