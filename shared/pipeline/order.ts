import { compareText } from '../compare-text';
import type { DropOrder } from './messages';

/**
 * Orders two drops of one key: negative when `a` is older. S3's sequencer is a hexadecimal number of varying length;
 * by its documentation the shorter one is padded with zeros on the right before they are compared as strings. Where
 * one of them has none (MiniStack sends "0"), the objects' times decide, then the drops' ids, so that all agree.
 */
export function compareDrops(a: { order: DropOrder; dropId: string }, b: { order: DropOrder; dropId: string }): number {
  if (a.order.sequencer && b.order.sequencer) {
    const length = Math.max(a.order.sequencer.length, b.order.sequencer.length);
    const byNumber = compareText(a.order.sequencer.padEnd(length, '0'), b.order.sequencer.padEnd(length, '0'));
    if (byNumber !== 0) return byNumber;
  }
  return compareText(a.order.modifiedAt, b.order.modifiedAt) || compareText(a.dropId, b.dropId);
}
