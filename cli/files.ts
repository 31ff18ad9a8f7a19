import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as z from 'zod';
import { explain } from './errors';

/** A file to read or drop. */
export interface FoundFile {
  /** As the user can open it: the argument, or the argument and what is below it. */
  path: string;
  /** Where it lies below the argument, with `/`; its name when the argument is the file itself. */
  relative: string;
}

/**
 * The file itself, or every file below a directory in order of their names. Below a directory, what starts with a dot
 * is left out (`.DS_Store`, `.git`), and links to directories are not followed, as they may lead in a circle.
 * Throws what the file system throws, with a `code` such as ENOENT.
 */
export async function* filesAt(path: string): AsyncGenerator<FoundFile> {
  if (!(await stat(path)).isDirectory()) {
    yield { path, relative: path.split(/[\\/]/).at(-1) ?? path };
    return;
  }
  yield* filesBelow(path, '');
}

async function* filesBelow(root: string, relative: string): AsyncGenerator<FoundFile> {
  const directory = join(root, relative);
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const below = join(relative, entry.name);
    const path = join(root, below);
    if (entry.isDirectory()) yield* filesBelow(root, below);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) {
      yield { path, relative: below.split(sep).join('/') };
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Why the file system did not give a file, in words. */
export function whyUnreadable(error: unknown): string {
  const { data } = z.object({ code: z.string() }).safeParse(error);
  return (data && WORDS[data.code]) ?? explain(error);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'You may not read this file.',
  EPERM: 'You may not read this file.',
  EISDIR: 'It is a directory.',
  ERR_FS_FILE_TOO_LARGE: 'It has more than 2 GB.',
};
