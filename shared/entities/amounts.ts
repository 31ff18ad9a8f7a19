import type { ParsedArticle } from '../article/schema';
import type { RecognisedName } from './recognised-name';

const SCALE = '(?:hundred|thousand|million|billion|trillion|lakh|crore|mn|bn|tn|m|b|k)';
const CURRENCY =
  '(?:dollars?|euros?|rubles?|roubles?|rupees?|pesos?|yen|yuan|renminbi|won|francs?|marks?|deutschmarks?|kron(?:a|e|or|er)|shekels?|dirhams?|dinars?|riyals?|rials?|liras?|lire|hryvnias?|hryvnya|zloty|zlotys|forints?|lei|leva|lari|drams?|manats?|tenge|som|shillings?|naira|rand|cedis?|birr|kwacha|baht|ringgit|rupiah|dong|taka|reais|bolivars?|guaranis?|lempiras?|cents|kopecks?|pence|sterling|guilders?|escudos?|pesetas?|drachmas?|schillings?|korunas?|crowns|markkas?|kroons?|leks?|afghanis?|ariary|kyats?|rufiyaa|millimes?|kwanzas?|kips?|dalasis?|riels?|litas|lats|pula)';
const CODE =
  '(?:USD|EUR|GBP|JPY|CNY|RMB|CHF|RUB|UAH|INR|PKR|BDT|KES|NGN|ZAR|GHS|UGX|TZS|AUD|CAD|NZD|SGD|HKD|SEK|NOK|DKK|PLN|CZK|HUF|TRY|ILS|AED|SAR|QAR|MNT|KZT|GEL|AMD|MXN|BRL|ARS|CLP|COP|PEN|CUP|Rs\\.?|Tk\\.?|KSh|Ksh|TSh|Tsh|USh|Ush|QR|DM|FF|Fr|SFr|R|N|P|RM|Rp|NT)';
const NUMBER = '\\d{1,15}(?:,\\d{2,3}){0,5}(?:\\.\\d{1,6})?(?:\\s\\d{1,2}/\\d{1,2})?';
const ADJECTIVE =
  '(?:\\p{Lu}\\p{Ll}{2,15}\\s(?=(?:dollars?|francs?|rubles?|roubles?|pounds|shillings?|pesos?|dinars?|rupees?|kron|won|liras?|marks?|crowns)\\b)|(?:U\\.?S\\.?|CFA)\\s(?=dollars?\\b|francs?\\b))';
const WORD_NUMBER =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|several|hundreds of|thousands of|millions of|billions of|hundred|thousand|million|billion|trillion)';

/**
 * Amounts of money: "US$1.2 billion", "$5-10 million", "Rs 25 crore", "200 rubles", "two million Swiss francs". Each part is
 * bounded and begins with another kind of character than the one before can go on with, so that matching is linear.
 */
const AMOUNT = new RegExp(
  [
    `(?<![\\p{L}\\p{N}$])(?:US|AU|CA|NZ|HK|NT|A|C|S|R|U\\.S\\.\\s?)?[$€£¥₹₽₩₪₴₦₺]\\s?${NUMBER}(?:\\s?[-–]\\s?[$€£¥]?${NUMBER})?(?:[\\s-]?${SCALE}(?![\\p{L}\\p{N}]))?`,
    `(?<![\\p{L}\\p{N}])${CODE}\\s?${NUMBER}(?:\\s${SCALE}(?![\\p{L}\\p{N}]))?`,
    `(?<![\\p{L}\\p{N}$€£.,-])${NUMBER}(?:[\\s-]${SCALE})?[\\s-]${ADJECTIVE}?(?:${CURRENCY}|(?<=lion\\s)pounds)(?![\\p{L}\\p{N}])`,
    `(?<![\\p{L}\\p{N}-])(?:${WORD_NUMBER}[\\s-]){1,5}${ADJECTIVE}?(?:${CURRENCY}|(?<=lion\\s)pounds)(?![\\p{L}\\p{N}])`,
  ].join('|'),
  'gu',
);

/** The amounts of money that an article names, in order, none overlapping another. */
export function amountsIn({ text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>): RecognisedName[] {
  return paragraphs.flatMap((paragraph) =>
    [...text.slice(paragraph.start, paragraph.end).matchAll(AMOUNT)].map(({ index, 0: words }) => ({
      start: paragraph.start + index,
      end: paragraph.start + index + words.length,
      type: 'MONEY',
      reason: 'an amount with its currency',
    })),
  );
}
