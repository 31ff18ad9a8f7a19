import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isSealed, readCorpus } from '../../entities/train/corpus';
import { fold } from '../terms';

/**
 * `npm run frequencies` writes frequencies.generated.json: in how many texts of our own corpus (without the sealed tenth) each
 * word stands, so that a keyword is a word that an article uses more than other news do. Same input, same bytes.
 */

const CORPUS = path.join(__dirname, '..', '..', '..', 'corpus');
const OUTPUT = path.join(__dirname, '..', 'frequencies.generated.json');
/** Words in fewer texts count as if they stood in none. */
const FEWEST = 3;

function main(): void {
  const texts = readCorpus(CORPUS).flatMap(({ second, content }) =>
    second || isSealed(content) ? [] : [content.text],
  );
  const counts = new Map<string, number>();
  for (const text of texts) {
    const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
    const lower = new Set(words.filter((word) => word === word.toLowerCase()).map(fold));
    for (const word of lower) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].filter(([, count]) => count >= FEWEST).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(OUTPUT, `${JSON.stringify({ texts: texts.length, words: Object.fromEntries(words) })}\n`);
  console.log(`${words.length} words of ${texts.length} texts`);
}

main();
