import { idsIn, mentionsIn, reasonFor } from './article';

describe('persons', () => {
  test('a surname means the one person that the article names in full, before or after', () => {
    expect(
      idsIn(
        'Tendai Moyo opened the dam on Friday. Moyo thanked the engineers.',
        'It was the second visit that Moyo had paid to Harare.',
      ),
    ).toEqual([
      'Tendai Moyo=person:tendai-moyo',
      'Moyo=person:tendai-moyo',
      'Moyo=person:tendai-moyo',
      'Harare=gpe:harare',
    ]);
    expect(
      idsIn('According to Mr. Castellanos, talks went on.', 'Ricardo Castellanos leads the union of miners.'),
    ).toEqual(['Castellanos=person:ricardo-castellanos', 'Ricardo Castellanos=person:ricardo-castellanos']);
  });

  test('says in which paragraph the full name stands', () => {
    expect(reasonFor('Petrov', 'The ships left.', 'Anatoly Petrov saw them.', 'They came back, Petrov said.')).toBe(
      'surname of Anatoly Petrov, named in full in paragraph 2',
    );
  });

  test('a surname that two persons share is neither of them', () => {
    const paragraphs = [
      'Igor Ivanov spoke for the ministry and Sergei Ivanov for the council.',
      'Later Ivanov declined to comment.',
    ];
    expect(idsIn(...paragraphs)).toEqual([
      'Igor Ivanov=person:igor-ivanov',
      'Sergei Ivanov=person:sergei-ivanov',
      'Ivanov=person:ivanov',
    ]);
    expect(reasonFor('Ivanov', ...paragraphs)).toBe(
      'surname of both Igor Ivanov and Sergei Ivanov: the article does not say whose',
    );
  });

  test('a surname that is never given in full stands for itself', () => {
    expect(idsIn('President Kagame arrived on Sunday.')).toEqual(['Kagame=person:kagame']);
    expect(reasonFor('Kagame', 'President Kagame arrived on Sunday.')).toBe('after the title "President"');
  });

  test('middle names, initials and accents do not make another person', () => {
    const ids = idsIn(
      'José Ramón Machado wrote the report. Jose Machado signed it.',
      'J. Machado was not present. Machado regretted that.',
    );
    expect(new Set(ids.map((id) => id.split('=')[1]))).toEqual(new Set(['person:jose-machado']));
  });

  test('titles and nationalities stay out of the name', () => {
    expect(idsIn('Russian President Vladimir Putin met Kenyan Deputy Prime Minister Uhuru Kenyatta.')).toEqual([
      'Russian=norp:russian',
      'Vladimir Putin=person:vladimir-putin',
      'Kenyan=norp:kenyan',
      'Uhuru Kenyatta=person:uhuru-kenyatta',
    ]);
    expect(idsIn('The force is led by Lt. Gen. Rosa Delgado and by Brig. Gen. Amina Yusuf.')).toEqual([
      'Rosa Delgado=person:rosa-delgado',
      'Amina Yusuf=person:amina-yusuf',
    ]);
    expect(idsIn('A spokesman, Viktor Hanzha, and the lawyer Leyla Aliyeva agreed.')).toEqual([
      'Viktor Hanzha=person:viktor-hanzha',
      'Leyla Aliyeva=person:leyla-aliyeva',
    ]);
  });

  test('possessives stay out of the name, straight and curly', () => {
    expect(
      idsIn("Critics of the Putin’s administration’s plan and of Merkel's party met Angela Merkel and Vladimir Putin."),
    ).toEqual([
      'Putin=person:vladimir-putin',
      'Merkel=person:angela-merkel',
      'Angela Merkel=person:angela-merkel',
      'Vladimir Putin=person:vladimir-putin',
    ]);
  });

  test('particles, hyphens and East Asian names', () => {
    expect(
      idsIn(
        'Bashar al-Assad met Ursula von der Leyen. Kim Jong-il wrote to Ban Ki-moon. Osama bin Laden was named, and Jean-Claude Juncker.',
      ),
    ).toEqual([
      'Bashar al-Assad=person:bashar-al-assad',
      'Ursula von der Leyen=person:ursula-von-der-leyen',
      'Kim Jong-il=person:kim-jong-il',
      'Ban Ki-moon=person:ban-ki-moon',
      'Osama bin Laden=person:osama-bin-laden',
      'Jean-Claude Juncker=person:jean-claude-juncker',
    ]);
    expect(idsIn('Bashar al-Assad spoke.', 'The answer of Assad was short.')).toContain('Assad=person:bashar-al-assad');
  });

  test('a person who is named like a place or a word', () => {
    expect(idsIn('Florence Mwangi and Paris Hilton were there; in Florence it rained.')).toEqual([
      'Florence Mwangi=person:florence-mwangi',
      'Paris Hilton=person:paris-hilton',
      'Florence=gpe:florence',
    ]);
    expect(idsIn('The debate between Bill Clinton and Bob Dole was short.')).toEqual([
      'Bill Clinton=person:bill-clinton',
      'Bob Dole=person:bob-dole',
    ]);
  });
});

describe('organisations', () => {
  test('one id for all names of a known one', () => {
    expect(
      idsIn(
        'The UN and the United Nations; the EU and the European Union; NATO and the North Atlantic Treaty Organization.',
      ),
    ).toEqual([
      'UN=org:united-nations',
      'United Nations=org:united-nations',
      'EU=org:european-union',
      'European Union=org:european-union',
      'NATO=org:nato',
      'North Atlantic Treaty Organization=org:nato',
    ]);
    expect(idsIn('The Organization for Security and Cooperation (OSCE) met. The OSCE agreed.')).toEqual([
      'Organization for Security and Cooperation=org:osce',
      'OSCE=org:osce',
      'OSCE=org:osce',
    ]);
  });

  test('an acronym that the article explains means the full name, everywhere', () => {
    const paragraphs = [
      'Ships of the NMC left port.',
      'The Northern Maritime Council (NMC) denied it.',
      'The NMC is new.',
    ];
    expect(idsIn(...paragraphs)).toEqual([
      'NMC=org:northern-maritime-council',
      'Northern Maritime Council=org:northern-maritime-council',
      'NMC=org:northern-maritime-council',
      'NMC=org:northern-maritime-council',
    ]);
    expect(reasonFor('NMC', ...paragraphs)).toBe('acronym of Northern Maritime Council, explained in paragraph 2');
  });

  test('names by their common noun, with what belongs to them', () => {
    expect(
      idsIn(
        'The Ministry of Health and Social Affairs wrote to the Bank of Ghana, the Kenya Football Federation and Larsen Shipping Ltd of Bergen.',
      ),
    ).toEqual([
      'Ministry of Health and Social Affairs=org:ministry-of-health-and-social-affairs-unresolved',
      'Bank of Ghana=org:bank-of-ghana',
      'Kenya Football Federation=org:kenya-football-federation',
      'Larsen Shipping Ltd=org:larsen-shipping-ltd',
      'Bergen=gpe:bergen',
    ]);
    expect(idsIn("A Workers' Party march passed the Prosecutor's Office.")).toEqual([
      "Workers' Party=org:workers-party-unresolved",
      "Prosecutor's Office=org:prosecutor-s-office-unresolved",
    ]);
  });

  test('a short form means the one longer name that it is part of', () => {
    expect(idsIn('The Russian Foreign Ministry protested.', 'The Foreign Ministry repeated it.')).toEqual([
      'Russian Foreign Ministry=org:russian-foreign-ministry',
      'Foreign Ministry=org:russian-foreign-ministry',
    ]);
    expect(
      idsIn(
        'The Russian Foreign Ministry and the Greek Foreign Ministry protested.',
        'The Foreign Ministry repeated it.',
      ),
    ).toContain('Foreign Ministry=org:foreign-ministry-unresolved');
  });

  test('a compound name is one organisation', () => {
    expect(
      idsIn('The NATO-Russia Permanent Joint Council met.', 'The Permanent Joint Council will meet again.'),
    ).toEqual([
      'NATO-Russia Permanent Joint Council=org:permanent-joint-council',
      'Permanent Joint Council=org:permanent-joint-council',
    ]);
  });

  test('cited outlets are organisations, known or not', () => {
    expect(idsIn('The port was closed (Reuters, Kommersant, December 16; Vesti Sibiri, December 17).')).toEqual([
      'Reuters=org:reuters',
      'Kommersant=org:kommersant',
      'Vesti Sibiri=org:vesti-sibiri',
    ]);
    expect(reasonFor('Vesti Sibiri', 'It was closed (Vesti Sibiri, December 17).')).toBe('cited with a date');
  });

  test('acronyms of other things and amounts are none', () => {
    expect(idsIn('The CEO blamed AIDS and a falling GDP. It cost 30 CUP.')).toEqual([]);
  });
});

describe('places', () => {
  test('one id for all names of a country', () => {
    expect(idsIn('The U.S., the US and the United States; the UK and Britain.')).toEqual([
      'U.S.=gpe:united-states',
      'US=gpe:united-states',
      'United States=gpe:united-states',
      'UK=gpe:united-kingdom',
      'Britain=gpe:united-kingdom',
    ]);
  });

  test('countries, regions and towns are GPE, other places LOC', () => {
    const mentions = mentionsIn(
      'Fighting in Chechnya and the Caucasus worried Vienna, Lagos and towns on Lake Victoria and the Ruvu River.',
    );
    expect(mentions.map(({ value }) => value.id)).toEqual([
      'gpe:chechnya',
      'loc:caucasus',
      'gpe:vienna',
      'gpe:lagos',
      'loc:lake-victoria',
      'loc:ruvu-river',
    ]);
    expect(mentions.map(({ value }) => value.type)).toEqual(['GPE', 'LOC', 'GPE', 'GPE', 'LOC', 'LOC']);
  });

  test('an unknown town by the words around it', () => {
    expect(idsIn('A bus fell into a ravine near Qorakol, police in the town of Velmura said.')).toEqual([
      'Qorakol=gpe:qorakol',
      'Velmura=gpe:velmura',
    ]);
    expect(reasonFor('Qorakol', 'A bus fell into a ravine near Qorakol.')).toBe('after "near"');
  });

  test('parts of compounds where they are certain', () => {
    expect(
      idsIn('A Russian-European-U.S. system is discussed; a Moscow-based group and NATO-led troops object.'),
    ).toEqual([
      'Russian=norp:russian',
      'European=norp:european',
      'U.S.=gpe:united-states',
      'Moscow=gpe:moscow',
      'NATO=org:nato',
    ]);
    expect(idsIn('Talks failed at–at best–once again in Oslo–and in Bergen.')).toEqual([
      'Oslo=gpe:oslo',
      'Bergen=gpe:bergen',
    ]);
  });
});

describe('other types', () => {
  test('peoples with a prefix before a hyphen are one name', () => {
    expect(idsIn('The ultra-Orthodox parties met Afro-Colombian guests.')).toEqual([
      'ultra-Orthodox=norp:ultra-orthodox',
      'Afro-Colombian=norp:afro-colombian',
    ]);
  });

  test('a town in the capitals of a dateline is the town, not an acronym', () => {
    const text = 'SEOUL (July 8) - Ships left Seoul.';
    expect(mentionsIn(text).map(({ value }) => [value.type, value.name])).toEqual([
      ['GPE', 'Seoul'],
      ['GPE', 'Seoul'],
    ]);
  });

  test('a body ends before the person whose it is', () => {
    const [party, person] = mentionsIn('The Union Party of Edmund Joensen lost two seats.');
    expect(party?.value).toMatchObject({ type: 'ORG', name: 'Union Party' });
    expect(person?.value).toMatchObject({ type: 'PERSON', name: 'Edmund Joensen' });
  });

  test('peoples are one entity in singular and plural, and taken out of compounds', () => {
    expect(idsIn('The Germans met Russian-Ukrainian monitors and a German and South African envoy.')).toEqual([
      'Germans=norp:german',
      'Russian=norp:russian',
      'Ukrainian=norp:ukrainian',
      'German=norp:german',
      'South African=norp:south-african',
    ]);
  });

  test('amounts of money are one entity however they are printed, and two in two currencies', () => {
    expect(
      idsIn('It cost $5 million, or 5 million dollars, and not €5 million, two million Swiss francs or 5 metres.'),
    ).toEqual([
      '$5 million=money:5-million-dollars',
      '5 million dollars=money:5-million-dollars',
      '€5 million=money:5-million-euros',
      'two million Swiss francs=money:two-million-swiss-francs',
    ]);
  });

  test('a law has the names of both its parties', () => {
    expect(idsIn('Envoys of many states said that the Russia-NATO Founding Act of 1997 is still in force.')).toEqual([
      'Russia-NATO Founding Act=law:russia-nato-founding-act',
    ]);
  });

  test('what is built is no other place', () => {
    expect(idsIn('They closed Kastrup Airport and the Oder River.')).toEqual([
      'Kastrup Airport=fac:kastrup-airport',
      'Oder River=loc:oder-river',
    ]);
  });
});

describe('what is not an entity', () => {
  test('days, months, feasts, languages, directions', () => {
    expect(
      idsIn('Officials met on Monday in June. All left before Christmas and Ramadan. She spoke Russian, not English.'),
    ).toEqual([]);
  });

  test('common words that open a sentence', () => {
    expect(
      idsIn('Reports say little. Police came. Turnout was low. Meanwhile nothing happened. “Nobody knows,” he said.'),
    ).toEqual([]);
  });

  test('headlines in capitals name only persons and known places', () => {
    expect(idsIn('LAVROV AND NATO CLASH OVER TURKEY TALKS', 'The talks went on.')).toEqual([
      'LAVROV=person:lavrov',
      'NATO=org:nato',
      'TURKEY=gpe:turkey',
    ]);
  });

  test('title-case headlines name only what is sure', () => {
    expect(idsIn('Wild Storm Hits Northern Coast of Norway', 'It rained.')).toEqual(['Norway=gpe:norway']);
    expect(idsIn('Okonjo Warns Local Farmers Against Early Planting', 'Grace Okonjo said so.')).toEqual([
      'Okonjo=person:grace-okonjo',
      'Grace Okonjo=person:grace-okonjo',
    ]);
  });

  test('a part of a word that a character of no width stands in', () => {
    const text = 'Foreign Minister Igor\u200b Ivanov met Vladimir Putin in Mos\u200bcow on Monday.';
    expect(idsIn(text)).toEqual(['Igor\u200b Ivanov=person:igor-ivanov', 'Vladimir Putin=person:vladimir-putin']);
  });

  test('words in other scripts and marks of direction beside a name', () => {
    const text =
      'The writer نجيب محفوظ (Naguib Mahfouz) and \u200fVladimir Putin\u200e met 习近平 in \u202bCairo\u202c, Egypt.';
    expect(idsIn(text)).toEqual([
      ...['Naguib Mahfouz=person:naguib-mahfouz', 'Vladimir Putin=person:vladimir-putin'],
      ...['Cairo=gpe:cairo', 'Egypt=gpe:egypt'],
    ]);
  });

  test('text without capitals', () => {
    expect(idsIn('vladimir putin went to moscow and met the nato council.')).toEqual([]);
  });
});
