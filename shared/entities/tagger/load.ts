import { readFileSync } from 'node:fs';
import { lexicon } from '../lexicon';
import { Model, readModel } from './model';
import { Tagger } from './tagger';

/** Beside this module, and beside the bundle of every function that has this module in it (infra/bundle.ts). */
const FILE = new URL('tagger.model', import.meta.url);

let shared: Tagger | undefined;

/** The tagger, read on first use: a process that never extracts does not pay for it. */
export function tagger(): Tagger {
  shared ??= new Tagger(new Model(readModel(readFileSync(FILE))), lexicon());
  return shared;
}
