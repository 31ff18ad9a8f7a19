import { UnreadableFileError } from '../../errors';
import { sizeOf } from '../limits';

const AGAIN = 'Make the archive again and drop it.';

/** The archive, or the rest of it, does not have the structure that it should have. */
export function damagedArchive(kind: string, why: string): UnreadableFileError {
  return new UnreadableFileError('damaged', 'damaged-archive', `The ${kind} is damaged: ${why}`, AGAIN);
}

/** It ends before it is complete. */
export function truncatedArchive(kind: string): UnreadableFileError {
  return new UnreadableFileError('damaged', 'truncated-archive', `The ${kind} ends before it is complete`, AGAIN);
}

/** One member's bytes are not what the archive says of them. */
export function damagedMember(why: string): UnreadableFileError {
  return new UnreadableFileError('damaged', 'damaged-member', `It is damaged in the archive: ${why}`, AGAIN);
}

export function encryptedMember(): UnreadableFileError {
  const advice = 'Drop the archive without a password.';
  return new UnreadableFileError('unsupported', 'password-protected', 'It is protected by a password', advice);
}

export function memberTooLarge(limit: number): UnreadableFileError {
  const message = `Unpacked it has more than ${sizeOf(limit)}`;
  const advice = 'Split it into smaller files, or raise memberBytes of the stage.';
  return new UnreadableFileError('too-large', 'member-too-large', message, advice);
}

/** What unpacks to a thousand times its size is made to do harm, or a disk image. */
export function expandsTooMuch(ratio: number): UnreadableFileError {
  const message = `Unpacked it has more than ${ratio} times its size`;
  return new UnreadableFileError('too-large', 'expands-too-much', message, 'Drop the files without packing them.');
}

/** Code and message of an error of Node's own modules; the code is empty when it has none. */
export function nodeError(error: unknown): { code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: 'message' in error ? String(error.message) : String(error) };
}
