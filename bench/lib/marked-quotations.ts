/**
 * A text whose quotations a reader has marked: `⟦d Ana Ruiz|“We stay,”⟧ she said` is a direct quotation of Ana Ruiz.
 * A lot is a file of such texts, each under a line `=== name`. The letters:
 *
 * - `d WHO|words`: quoted words that WHO said; in each paragraph that they go on in, and on each side of "she said"
 * - `i WHO|cue`: the cue of speech that is reported without quotation marks
 * - `n|words`: quotation marks around what nobody is said to have said (a title, a name, a word as a word)
 * - `h|words`: the words that make their sentence hearsay or a guess
 * - `o|words`: a matter of taste; found or not, it does not count
 *
 * WHO is the fullest name that the text has, or `@a senior official` in the words of the text for whom it does not name, or
 * `?` where the text does not say who speaks.
 */
export interface Mark {
  letter: string;
  who: string;
  /** UTF-16 code units into the text without its marks. */
  start: number;
  end: number;
}

export interface MarkedText {
  name: string;
  text: string;
  marks: Mark[];
}

const MARK = /⟦([dinho])(?: ([^|⟦⟧]*))?\|([^⟦⟧]*)⟧/g;

export function readLot(lot: string): MarkedText[] {
  return lot
    .split(/^=== /m)
    .slice(1)
    .map((each) => {
      const line = each.indexOf('\n');
      return { name: each.slice(0, line).trim(), ...unmark(each.slice(line + 1).trim()) };
    });
}

function unmark(marked: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let text = '';
  let upTo = 0;
  for (const { index, 0: all, 1: letter = '', 2: who = '', 3: words = '' } of marked.matchAll(MARK)) {
    text += marked.slice(upTo, index);
    marks.push({ letter, who, start: text.length, end: text.length + words.length });
    text += words;
    upTo = index + all.length;
  }
  text += marked.slice(upTo);
  if (/[⟦⟧]/.test(text)) throw new Error(`a mark is not closed: ${text.slice(Math.max(0, text.search(/[⟦⟧]/) - 20))}`);
  return { text, marks };
}

/** Moves marks to where their words stand in `canonical`, which is the text or a part of it with other white space. */
export function moveMarks({ name, text, marks }: MarkedText, canonical: string): Mark[] {
  const [from, to] = [visible(text), visible(canonical)];
  const skipped = from.text.indexOf(to.text);
  if (skipped < 0) throw new Error(`${name}: its text was changed when it was read`);
  return marks.flatMap((mark) => {
    const [first, last] = [from.rank(mark.start) - skipped, from.rank(mark.end) - skipped];
    if (first < 0 || last > to.at.length || first === last) return [];
    return [{ ...mark, start: to.at[first] ?? 0, end: (to.at[last - 1] ?? 0) + 1 }];
  });
}

/** A text without its white space: where each character stood, and how many stand before an offset. */
function visible(text: string) {
  const at: number[] = [];
  for (let offset = 0; offset < text.length; offset++) if (/\S/.test(text[offset] ?? '')) at.push(offset);
  return {
    text: text.replace(/\s/g, ''),
    at,
    rank: (offset: number) => {
      const rank = at.findIndex((each) => each >= offset);
      return rank < 0 ? at.length : rank;
    },
  };
}
