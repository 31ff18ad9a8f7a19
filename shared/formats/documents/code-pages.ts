import { windows1252 } from '../decode';

/** Code pages by the labels of the Encoding Standard. 932 there has NEC's and IBM's characters, as Windows' has. */
const LABELS: Readonly<Record<number, string>> = {
  ...{ 874: 'windows-874', 866: 'ibm866', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' },
  ...{ 1250: 'windows-1250', 1251: 'windows-1251', 1253: 'windows-1253', 1254: 'windows-1254', 1255: 'windows-1255' },
  ...{ 1256: 'windows-1256', 1257: 'windows-1257', 1258: 'windows-1258', 10000: 'macintosh', 10007: 'x-mac-cyrillic' },
  ...{ 65001: 'utf-8', 20866: 'koi8-r', 21866: 'koi8-u', 54936: 'gb18030', 28591: 'windows-1252' },
};

/** The upper half of code page 437, of DOS. */
const DOS_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
/** The same of 850. */
const DOS_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** Code pages of the character sets that fonts are of (`\fcharset`). */
const CHARSETS: Readonly<Record<number, number>> = {
  ...{ 0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255 },
  ...{ 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850 },
};

export function codePageOf(charset: number): number | undefined {
  return CHARSETS[charset];
}

/** Whether a character of the code page may take two bytes. */
export function isDoubleByte(codePage: number): boolean {
  return codePage === 932 || codePage === 936 || codePage === 949 || codePage === 950;
}

const decoders = new Map<number, InstanceType<typeof TextDecoder>>();

/** Text of bytes in a code page; what it does not know is U+FFFD. An unknown code page is taken for Windows-1252. */
export function decodeCodePage(bytes: Uint8Array, codePage: number): string {
  if (codePage === 437 || codePage === 850) return decodeDos(bytes, codePage === 437 ? DOS_437 : DOS_850);
  const label = LABELS[codePage];
  if (label === undefined || label === 'windows-1252') return windows1252(bytes);
  const decoder = decoders.get(codePage) ?? new TextDecoder(label);
  decoders.set(codePage, decoder);
  return decoder.decode(bytes);
}

export function isKnownCodePage(codePage: number): boolean {
  return LABELS[codePage] !== undefined || [437, 850, 1252].includes(codePage);
}

function decodeDos(bytes: Uint8Array, high: string): string {
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : high.charAt(byte - 0x80))).join('');
}
