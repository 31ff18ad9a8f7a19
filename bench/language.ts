import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { detectLanguage } from '../shared/article/language';

/**
 * How often the language of short news text is told right: `npx tsx bench/language.ts DIR`, where DIR has a file of
 * sentences, one a line, for each language, called by its ISO 639-1 code (`de.txt`). Asked sentence by sentence, and three
 * at a time. A wrong language costs more than none: both are printed.
 */
async function main(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  for (const group of [1, 3]) {
    const total = { right: 0, wrong: 0, none: 0, asEnglish: 0 };
    const byLanguage: string[] = [];
    let [characters, milliseconds] = [0, 0];
    for (const name of files) {
      const language = basename(name, '.txt');
      const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter(Boolean);
      const counts = { right: 0, wrong: 0, none: 0 };
      for (let at = 0; at + group <= lines.length; at += group) {
        const text = lines.slice(at, at + group).join(' ');
        const before = performance.now();
        const found = await detectLanguage(text);
        milliseconds += performance.now() - before;
        characters += text.length;
        const outcome = found === undefined ? 'none' : found === language ? 'right' : 'wrong';
        counts[outcome] += 1;
        total[outcome] += 1;
        if (found === 'en' && language !== 'en') total.asEnglish += 1;
      }
      const said = counts.right + counts.wrong;
      byLanguage.push(`${language} ${percent(counts.right, said)}/${percent(said, said + counts.none)}`);
    }
    const said = total.right + total.wrong;
    process.stdout.write(
      `${group} sentence(s): right of what is said ${percent(total.right, said)} %, said of all ` +
        `${percent(said, said + total.none)} %, other languages as English ${total.asEnglish} of ${said + total.none}, ` +
        `${((1000 * milliseconds) / characters).toFixed(2)} ms a 1,000 characters\n  ${byLanguage.join(', ')}\n`,
    );
  }
}

function percent(part: number, of: number): string {
  return of === 0 ? '-' : ((100 * part) / of).toFixed(1);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npx tsx bench/language.ts DIR');
main(folder);
