import type { TimeToken } from '../times/tokens';

/** Finds tokens by offset, and the first token of a sentence. */
export class TokenPlaces {
  private readonly starts: number[];
  private readonly sentences: number[];

  constructor(tokens: readonly TimeToken[]) {
    this.starts = tokens.map(({ start }) => start);
    let first = 0;
    this.sentences = tokens.map((token, at) => {
      if (token.first) first = at;
      return first;
    });
  }

  /** The first token that starts at `offset` or after it, by bisection. */
  from(offset: number): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  sentence(token: number): number {
    return this.sentences[Math.min(token, this.sentences.length - 1)] ?? 0;
  }
}
