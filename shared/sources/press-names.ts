/** Words that newspapers, agencies and stations have in their names. */
const MEDIUM =
  /(?:^|[\s-])(?:Times|Post|Herald|Gazette|Gazeta|Gazete|Tribune|Tribuna|News|Journal|Star|Mail|Telegraph|Chronicle|Observer|Mirror|Guardian|Independent|Courier|Standard|Bulletin|Monitor|Review|Magazine|Weekly|Daily|Today|Radio|TV|Television|Televizija|Channel|Broadcasting|Press|Agency|Pravda|Novosti|Izvestiya|Vedomosti|Zeitung|Presse|Nachrichten|Diario|Jornal|Giornale|Shimbun|Ilbo|Newswire|Newsline|Online)(?:$|[\s-])/;

/** Whether a name by itself says that it is a newspaper's, an agency's or a station's. */
export function namesMedium(name: string): boolean {
  return MEDIUM.test(name);
}

/** Words of newspapers' and stations' names in other languages than English, and the articles that such names begin with. */
const PRESS_WORD =
  /(?:^|[\s-])(?:Studio|M[eé]dias?|Agence|Agencia|Agenzia|Agentur|Info|Newspaper|Newsletter|Gazett[ae]|Zeitung|Zeit|Spiegel|Kurier|Rundschau|Presse|Prensa|Stampa|Monde|Matin|Soir|Figaro|Temps|Tiempo|Mundo|Pa[ií]s|Naci[oó]n|Raz[oó]n|Universo|Comercio|Espectador|Diario|Di[aá]rio|Jornal|Folha|Correio|Corriere|Expresso|P[uú]blico|Hora|Voz|Voce|Voix|Glas|Golos|Dnevnik|Vijesti|Vesti|Novine|Vjesnik|Danas|Dagens|Haber|Zaman|Sabah|Gazetesi|Ribao|Wanbao|Sinmun|Maariv|Akhbar|Hayat|Sharq|Ahram|Youm|Watan|Jazeera|Arabiya)(?:$|[\s.-])|(?:posten|bladet|avisen|tidningen|zeitung|nachrichten)$/u;

/** Whether a name looks like an outlet's: by a word of the press, or as an address. */
export function isPressName(printed: string): boolean {
  const isCapital = printed.length > 4 && !/\p{Ll}/u.test(printed);
  const name = isCapital
    ? printed.toLowerCase().replace(/(?<!\p{L})\p{Ll}/gu, (first) => first.toUpperCase())
    : printed;
  return namesMedium(name) || PRESS_WORD.test(name) || /^[\p{L}\d-]+\.[a-z]{2,6}$/u.test(name);
}
