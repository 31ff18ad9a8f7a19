/** Where a command writes to. */
export interface Io {
  /** Writes results. Resolves when the reader can take more. */
  out(text: string): Promise<void>;
  /** Writes a line about the work itself: problems, hints. */
  err(line: string): void;
  /** Columns of the terminal that results go to; absent for a file or a pipe, which get everything uncut. */
  width?: number | undefined;
  /** Whether somebody watches stderr, where progress bars are drawn. */
  watched: boolean;
}

/** The streams of this process. A reader that has seen enough (`| head`) ends it without a word. */
export function processIo(): Io {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    out: (text) =>
      new Promise((done) => {
        if (process.stdout.write(text)) done();
        else process.stdout.once('drain', done);
      }),
    err: (line) => {
      process.stderr.write(`${line}\n`);
    },
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    watched: process.stderr.isTTY === true,
  };
}

/**
 * Text from a file or a key, on one line and without characters that a terminal would obey: control characters, and
 * marks that turn the direction of writing.
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNPRINTABLE, '\u{fffd}').trim();
}

/** The same for a text of many lines. */
export function printableLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '\u{fffd}');
}

const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** No column or line is made narrower than this. */
export const NARROWEST = 20;

/** Width of running text where there is no terminal to ask, columns. */
const PAGE_WIDTH = 100;

/**
 * Breaks text to lines of at most `width`, the first one after `first`, the others indented as far: at its spaces, or
 * between the parts that it is given in.
 */
export function wrap(first: string, text: string | readonly string[], width = PAGE_WIDTH): string {
  const room = Math.max(NARROWEST, width - first.length);
  const lines: string[] = [];
  let line = '';
  for (const part of typeof text === 'string' ? text.split(' ') : text) {
    if (line !== '' && line.length + 1 + part.length > room) {
      lines.push(line);
      line = part;
    } else line = line === '' ? part : `${line} ${part}`;
  }
  lines.push(line);
  return lines.map((part, at) => `${at === 0 ? first : ' '.repeat(first.length)}${part}`.trimEnd()).join('\n');
}

/** Stands before a title that was made from the text, because the file has none. */
export const DERIVED = '[derived]';

/** `1 article`, `2 articles`; for a noun with another plural, name it. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
