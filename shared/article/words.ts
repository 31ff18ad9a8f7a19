/** A Chinese or Japanese character stands for a word of its own; other words are runs of letters, marks and digits. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+(?:['’.,-]{1,2}(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+)*/gu;

/**
 * Number of words: "U.S.-led", "don’t" and "1,000" are one each. Chinese and Japanese, which print no spaces between
 * words, are counted by character.
 */
export function countWords(text: string): number {
  let count = 0;
  WORD.lastIndex = 0;
  while (WORD.exec(text)) count += 1;
  return count;
}

/** The first words of a text, at most so many. */
export function wordsIn(text: string, most: number): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  for (let found = WORD.exec(text); found && words.length < most; found = WORD.exec(text)) words.push(found[0]);
  return words;
}
