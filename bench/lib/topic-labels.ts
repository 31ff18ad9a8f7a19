/**
 * Top-level topics of articles, by two digits (11: politics), as we read them: `is` are those that an article is plainly
 * about, `may` those that a reader would not call wrong. Pages of Fundus by file, texts of our corpus by id.
 */
interface TopicLabel {
  is: readonly string[];
  may: readonly string[];
}

const label = (line: string): [string, TopicLabel] => {
  const [name = '', is = '', may = ''] = line.split(' ');
  return [name, { is: is.split(',').filter(Boolean), may: may.split(',').filter(Boolean) }];
};

const labels = (lines: string): ReadonlyMap<string, TopicLabel> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => label(line.trim())),
  );

export const PAGES = labels(`
  NineNews_2024_05_02 02 11,14
  NineNews_2026_07_04 02,11 14,04
  FinancialPost_2026_06_06 04 09
  GlobalNews_2026_05_24 16 11,03
  NationalPost_2024_08_28 11 05,08,14
  NationalPost_2025_05_08 16 11,02
  OttawaCitizen_2026_05_26 11,09 04
  TheNamibian_2023_11_16 04,06 13
  TheNamibian_2024_02_20 11 07,08
  DailyMail_2024_04_27 08 04,10
  EuronewsEN_2024_04_30 02 11
  EuronewsEN_2026_01_06 04 11
  EveningStandard_2024_05_02 15
  EveningStandard_2024_10_24 11,16 04
  Nature_2025_11_04 06 11,04,13
  Nature_2026_02_07 05 16,13,14,11
  TheGuardian_2024_02_24 03
  TheMirror_2024_04_28 10 07
  TheMirror_2024_08_05 16 02,14,11
  TheMirror_2026_01_06 02
  TheSun_2024_04_22 08 15,14
  Reuters_2023_05_16 03 04
  Reuters_2024_03_07 16 01,02
  RollingStone_2024_04_25 01 08,15
  RollingStone_2024_08_27 01 02,14
  TheGatewayPundit_2023_04_28 02
  TheGatewayPundit_2026_07_19 11,16
  TheNewYorker_2023_05_16 06,13
  VoiceOfAmerica_2024_04_28 14 09,05,04,11
  WashingtonTimes_2023_04_28 11 04,05
  Wired_2024_04_28 10 04
  WorldTruth_2023_04_28 07 10,13
  DailyMaverick_2025_05_22 02 11,16
  DailyMaverick_2026_01_06 04 11,14,09
  DurbanLocal_2025_11_09 01
  TimesLive_2025_05_22 11 04
  TimesLive_2025_11_10 02 11,16
`);

export const TEXTS = labels(`
  A-02 11 14,02
  A-12 04 11,14
  A-22 11
  A-32 06 14,11,12,10
  A-42 11 16,02
  A-52 11
  A-62 10 11,03,06
  A-72 11 16
  A-82 04 11,06
  A-92 11 16
  B-02 09 04
  B-12 04 13
  B-22 11
  B-32 16 11
  B-42 04 06,09,11
  B-52 02
  B-62 06 04,14,11
  B-72 11
  c-02 15
  c-102 11
  c-112 11,14 02
  c-12 15
  c-122 11
  c-132 11 16
  c-22 11 04
  c-32 03 17
  c-42 08 12,10,01,14
  c-52 15
  c-62 11
  c-72 15
  c-82 04 07,10
  c-92 04
  d-02 16
  d-102 11 07,04,15
  d-112 04 11
  d-12 07
  d-122 04,11 16
  d-22 03 16
  d-32 03 11,14
  d-42 01 12,14
  d-52 14 11,03
  d-62 03
  d-72 08 01,11
  d-82 11 08,16
  d-92 16 11
`);
