import { UnreadableFileError } from '../../errors';

/** @param called without article: "Word document" */
export function damagedDocument(called: string, why: string): UnreadableFileError {
  const advice = 'Open it in the program that it was made with, save it again and drop it.';
  return new UnreadableFileError('damaged', 'damaged-document', `The ${called} is damaged: ${why}`, advice);
}

export function withoutText(called: string): UnreadableFileError {
  const advice = 'Drop the file again with the text of the article.';
  return new UnreadableFileError('damaged', 'document-without-text', `The ${called} has no text`, advice);
}

export function protectedDocument(called: string): UnreadableFileError {
  const advice = 'Drop the document without a password.';
  return new UnreadableFileError(
    'unsupported',
    'password-protected',
    `The ${called} is protected by a password`,
    advice,
  );
}
