import type { TimeToken } from '../times/tokens';
import type { NamedMention, Speaker } from './model';

/** Names by the token that each begins at. */
export class Mentions {
  private readonly byStart = new Map<number, NamedMention>();
  constructor(
    readonly all: readonly NamedMention[],
    private readonly tokens: readonly TimeToken[],
  ) {
    for (const mention of all) if (!this.byStart.has(mention.start)) this.byStart.set(mention.start, mention);
  }

  at(token: number): NamedMention | undefined {
    const start = this.tokens[token]?.start;
    return start === undefined ? undefined : this.byStart.get(start);
  }

  /** Whether a token is a part of a name. */
  covers(token: number): boolean {
    const start = this.tokens[token]?.start ?? 0;
    for (let at = token; at > token - 6 && at >= 0; at--) {
      const mention = this.at(at);
      if (mention) return mention.end > start;
    }
    return false;
  }

  /** Those that lie within tokens `[from, to)`, in text order. */
  within(from: number, to: number): { mention: NamedMention; token: number; to: number }[] {
    const found: { mention: NamedMention; token: number; to: number }[] = [];
    for (let at = from; at < to; at++) {
      const mention = this.at(at);
      if (!mention) continue;
      let end = at;
      while (end < to && (this.tokens[end]?.start ?? Number.POSITIVE_INFINITY) < mention.end) end++;
      found.push({ mention, token: at, to: end });
      at = Math.max(at, end - 1);
    }
    return found;
  }
}

export const byName = ({ start, end, id, name }: NamedMention): Speaker => ({
  start,
  end,
  kind: 'entity',
  id,
  name,
  by: 'name',
});
