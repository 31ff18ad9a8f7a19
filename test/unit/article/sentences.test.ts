import type { Paragraph } from '../../../shared/article/schema';
import { splitSentences } from '../../../shared/article/sentences';

function split(text: string, kind: Paragraph['kind'] = 'body'): string[] {
  return splitSentences(text, [{ start: 0, end: text.length, kind }]).map(({ start, end }) => text.slice(start, end));
}

/** "|" marks where one sentence ends and the next begins. */
function expectSplit(marked: string): void {
  const sentences = marked.split('|').map((sentence) => sentence.trim());
  expect(split(sentences.join(' '))).toEqual(sentences);
}

describe('sentence boundaries', () => {
  test.each([
    'The talks failed. | Nobody was surprised! | Why? | “We shall see,” said the envoy.',
    'It grew by 3.5 percent. | The index stood at 1,204.75 on Friday.',
    'He sat. | The sun rose. | It was no. | They may.',
  ])('ends at full stops, question and exclamation marks: %s', expectSplit);

  test.each([
    'Gen. Anton Belov met Mr. J. K. Rowe and Dr. Ada Lind in St. Petersburg. | Lt. Col. Orr did not come.',
    'Sen. Mary Vale (D., Ore.) and Gov. Paul Reyes agreed, i.e. they signed, e.g. on Dec. 5 vs. Jan. 7.',
    'It is in No. 238 of Vol. 6, on p. 12, cf. Art. 5.',
    'Acme Inc. Chairman Ruth Odell bought Delta Corp. shares from Gamma Ltd. and Sons.',
    'The case Roe v. Wade was cited by Prof. V. I. Orlov.',
  ])('goes on after abbreviations: %s', expectSplit);

  test.each([
    'He lived in the U.S. | The family did not.',
    'The U.S. Senate and the U.N. Security Council met in Washington, D.C. | Meanwhile, nothing happened.',
    'It opened at 5 p.m. Moscow time. | It closed at 9 p.m. | Putin left at 10 a.m. Monday.',
    'The firm is Acme Inc. | It makes anvils.',
    'It happened in Springfield, Ill. | The mayor was ill. | Nurses came.',
    'He was born in Dec. | She was born in Jan. 1990.',
    'It was 1999. | Twenty people came.',
    'Go to Plan B. | However, there is none.',
  ])('tells by the next word whether an abbreviation ended it: %s', expectSplit);

  test.each([
    '“We insist on this to insure ourselves some day,” a senior official was quoted as saying. | Others agreed.',
    'He said: “It is over.” | Nobody replied.',
    '“Is it over?” he asked. | “Will it end?” Ivan Petrov asked. | “No!” | Everyone left.',
    '(He left early.) | The others stayed [so they said]. | “So did I.”',
    'Il a dit « oui. » | Puis il est parti.',
    'They own Yahoo! and others.',
  ])('keeps closing quotes and brackets with their sentence: %s', expectSplit);

  test.each([
    'The talks failed. (AP, Itar-Tass, December 4) | The sides will meet again.',
    'The talks failed (Reuters, December 15). | The sides will meet again.',
    'The talks failed. (press release, March 15).',
    'The talks failed. | (This is a sentence of its own.) | The sides will meet.',
    'Acme Inc. (AAPL) Chief Executive Ruth Odell resigned.',
  ])('gives a source in parentheses to the sentence before it: %s', expectSplit);

  test.each([
    'Well... it depends. | Then silence… | And then noise.',
    'They came in... | Then they left.',
    'The word is in [12] and here.[3] | The next one is there. [4][5] | Done.',
    '美国今天宣布了计划。|明天开始！|好吗？',
  ])('knows ellipses, footnote marks and wide full stops: %s', (marked) => {
    const sentences = marked.split('|').map((sentence) => sentence.trim());
    expect(split(marked.replaceAll(/ ?\| ?/g, (bar) => (bar === '|' ? '' : ' ')))).toEqual(sentences);
  });

  test('a heading is one sentence, and so is code', () => {
    expect(split('Russia. NATO. Talks', 'heading')).toEqual(['Russia. NATO. Talks']);
    expect(split('a. B.\nc. D.', 'code')).toEqual(['a. B.\nc. D.']);
  });

  test('offsets count in the whole text, and name the paragraph', () => {
    const text = 'One. Two.\n\nThree.';
    const paragraphs: Paragraph[] = [
      { start: 0, end: 9, kind: 'body' },
      { start: 11, end: 17, kind: 'body' },
    ];
    expect(splitSentences(text, paragraphs)).toEqual([
      { start: 0, end: 4, paragraph: 0 },
      { start: 5, end: 9, paragraph: 0 },
      { start: 11, end: 17, paragraph: 1 },
    ]);
  });

  test.each([
    ['dots', '.'.repeat(1_000_000)],
    ['full stops with quotes', 'a.” '.repeat(250_000)],
    ['open parentheses', 'A. ('.repeat(250_000)],
    ['initials', 'A. '.repeat(300_000)],
    ['no full stop in many paragraphs', 'word '.repeat(200_000)],
  ])('hostile input is read in linear time: %s', (_, text) => {
    const last = splitSentences(text, [{ start: 0, end: text.length, kind: 'body' }]).at(-1);
    expect(last?.end).toBe(text.length);
  });
});
