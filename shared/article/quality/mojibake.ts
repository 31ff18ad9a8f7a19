import { applyEdits, type Edit, inOrder } from './edits';

/** Windows-1252's characters for 0x80 to 0x9f; those that it has not are in no text. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const RUN = /[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,400}/g;
/** How often a text can have been read wrongly one time after the other. */
const MOST_PASSES = 3;
/** "â€" and nothing that goes on: a closing quotation mark, whose last byte is no character of Windows-1252. */
const HALF_QUOTE = /â€(?![\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])/g;
/** A dash that was read wrongly twice, less the same byte. */
const TWICE_DASH = /Ã¢â‚¬â€(?![\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])/g;
/** So many such bytes in a row are no UTF-8 by chance. */
const LONG = 4;
/** Certain places that make the others certain. */
const EVIDENCE = 2;

/**
 * UTF-8 that was read as Windows-1252 ("cafÃ©", "itâ€™s", "ÐœÐ¾ÑÐºÐ²Ð°"), and what it was. Only what no text has on
 * purpose: three bytes that are a sign ("â€™"), two that are a letter after or before a lower-case one or a sign after none
 * ("Â£5"), four bytes and more. What could be something else ("AMANHÔ") counts where the text has others that are certain.
 */
export function findMojibake(text: string): Edit[] {
  if (!/[Â-ïð]/.test(text)) return [];
  const found = [...text.matchAll(RUN)].flatMap((run) => editsIn(run[0], run.index));
  // Where some was read wrongly twice, what looks like once has lost a letter on the way.
  const twice = found.some(({ passes }) => passes > 1);
  const certain: Edit[] = [];
  const likely: Edit[] = [];
  for (const { passes, ...edit } of found) {
    if (!twice || passes > 1) (isCertain(edit, text) ? certain : likely).push(edit);
  }
  for (const { index, 0: dash } of text.matchAll(TWICE_DASH)) {
    certain.push({ start: index, end: index + dash.length, text: '—' });
  }
  if (certain.some(({ text: by }) => /[\u2010-\u2026]/.test(by))) certain.push(...halfQuotes(text));
  return certain.length >= EVIDENCE ? [...certain, ...likely] : certain;
}

function halfQuotes(text: string): Edit[] {
  return [...text.matchAll(HALF_QUOTE)].map(({ index }) => ({
    start: index,
    end: index + 2,
    text: '”',
  }));
}

/** The text without mojibake. */
export function withoutMojibake(text: string): string {
  return applyEdits(text, inOrder(findMojibake(text)));
}

/** What the sequences of a run can be, adjacent ones as one. */
function editsIn(run: string, at: number): (Edit & { passes: number })[] {
  const edits: (Edit & { passes: number })[] = [];
  for (let from = 0; from < run.length; ) {
    const length = sequenceAt(run, from);
    if (length === 0) {
      from += 1;
      continue;
    }
    let end = from;
    for (let next = length; next > 0; next = sequenceAt(run, end)) end += next;
    let repaired = decode(run.slice(from, end));
    let passes = 1;
    for (; passes < MOST_PASSES; passes++) {
      const again = wholly(repaired) ? decode(repaired) : repaired;
      if (again === repaired) break;
      repaired = again;
    }
    if (end - from >= LONG && repaired.search(HALF_QUOTE) >= 0) {
      repaired = repaired.replace(HALF_QUOTE, '”');
      passes += 1;
    }
    edits.push({ start: at + from, end: at + end, text: repaired, passes });
    from = end;
  }
  return edits;
}

/** Whether a text is nothing but sequences. */
function wholly(text: string): boolean {
  let at = 0;
  for (let length = sequenceAt(text, 0); length > 0; length = sequenceAt(text, at)) at += length;
  return at > 0 && at === text.length;
}

/** Code units of the well-formed UTF-8 sequence whose bytes stand there as characters; 0 for none. */
function sequenceAt(text: string, at: number): number {
  const lead = byteOf(text.charAt(at));
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  for (let next = 1; next < length; next++) {
    const byte = byteOf(text.charAt(at + next));
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length > 0 && !decode(text.slice(at, at + length)).includes('\ufffd') ? length : 0;
}

function decode(sequence: string): string {
  return Buffer.from([...sequence].map(byteOf)).toString('utf8');
}

/** The byte that Windows-1252 has for a character; -1 for none. */
function byteOf(character: string): number {
  const unit = character.charCodeAt(0);
  if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) return unit;
  const high = HIGH.indexOf(character);
  return character !== '' && high >= 0 ? 0x80 + high : -1;
}

const isSign = (text: string) => /^[\p{P}\p{S}\p{Zs}\p{Cf}]+$/u.test(text);

function isCertain({ start, end, text: repaired }: Edit, text: string): boolean {
  const damaged = text.slice(start, end);
  // What still reads like mojibake was read wrongly twice, and a letter of it is lost.
  if ([...repaired].some((_, at) => sequenceAt(repaired, at) > 0)) return false;
  // "â€™": an "â" before a sign of Windows-1252 is no word's end.
  if (/^(?:[àâ-ï][\s\S]{2})+$/.test(damaged) && isSign(repaired)) return true;
  if (/^[ð-ô]/.test(damaged)) return /^\p{Extended_Pictographic}/u.test(repaired);
  if (damaged.length >= LONG && /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}]+$/u.test(repaired)) return true;
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  if (isSign(repaired)) return damaged.startsWith('Â') && !/[\p{L}\p{M}]/u.test(before) && !/\p{Zs}/u.test(repaired);
  // "MÃ„ori": a capital within a word is half of one that was read wrongly twice.
  if (/\p{Lu}$/u.test(repaired) && /\p{L}/u.test(before)) return false;
  // In capitals a word may end so before a quotation mark: “AMANHÔ.
  return /^\p{sc=Latin}+$/u.test(repaired) && (/\p{Ll}/u.test(before) || /\p{Ll}/u.test(after));
}
