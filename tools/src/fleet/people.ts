import { pick, type Random } from '../random.ts';

/** What the folders of a person are called in. */
export type Tongue = 'de' | 'en' | 'fr';

export interface Person {
  readonly name: string;
  readonly tongue: Tongue;
  /** The part of the address before the @. */
  readonly login: string;
}

/** First and last names that belong together, for addresses as an international house has them. */
interface Region {
  readonly tongue?: Tongue;
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const REGIONS: readonly Region[] = [
  {
    tongue: 'de',
    first: ['Götz', 'Karin', 'Jörg', 'Günther', 'Käthe', 'Jürgen', 'Anneliese', 'Björn', 'Sören', 'Ute'],
    last: ['Brückner', 'Weiß', 'Schäfer', 'Köhler', 'Böttcher', 'Grünwald', 'Hübner', 'Lorenz', 'Vößing', 'Jäger'],
  },
  {
    tongue: 'fr',
    first: ['Émile', 'François', 'Yaëlle', 'Hélène', 'Inès', 'Renée', 'Zoé', 'Benoît', 'Maïwenn', 'Thaïs'],
    last: ['Béranger', 'Lemoël', 'Picard', 'Dufour', 'Lefèvre', 'Crépin', 'Château', 'Noël', 'Guérin', 'Maçon'],
  },
  {
    first: ['Wojciech', 'Piotr', 'Małgorzata', 'Łucja', 'Paweł', 'Agnieszka', 'Stanisław', 'Bożena'],
    last: ['Gąsior', 'Żak', 'Łukasik', 'Wiśniewska', 'Dąbrowski', 'Jabłońska', 'Świątek', 'Zielińska'],
  },
  {
    first: ['Søren', 'Håkon', 'Bjørn', 'Pål', 'Ødger', 'Åse', 'Sigrid', 'Nils', 'Torbjørn', 'Märta'],
    last: [
      'Kjær',
      'Sæther',
      'Håland',
      'Ødegård',
      'Lund',
      'Ångström',
      'Østergaard',
      'Bjørnstad',
      'Sjöberg',
      'Österlund',
    ],
  },
  {
    first: ['Sigrún', 'Þórdís', 'Guðmundur', 'Ásta', 'Örn', 'Hrafnhildur'],
    last: ['Þórsdóttir', 'Jónsson', 'Ægisdóttir', 'Sigurðsson', 'Hallgrímsdóttir', 'Björnsson'],
  },
  {
    first: ['Lucía', 'Rosalía', 'Íñigo', 'José', 'Begoña', 'Andrés', 'Mónica', 'Joaquín'],
    last: ['Núñez', 'Ibáñez', 'Peña', 'Gutiérrez', 'Muñoz', 'Cañizares', 'Rodríguez', 'Sáenz'],
  },
  {
    first: ['Marília', 'Beatriz', 'João', 'Inês', 'Conceição', 'Tomé', 'Fátima', 'Estêvão'],
    last: ['Gonçalves', 'Conceição', 'Magalhães', 'Araújo', 'Simões', 'Falcão', 'Guimarães', 'Leitão'],
  },
  {
    first: ['Mikuláš', 'Vít', 'Tomáš', 'Zdeňka', 'Jiří', 'Eliška', 'Ondřej', 'Běla'],
    last: ['Hrubý', 'Šťastný', 'Dvořák', 'Kučerová', 'Němec', 'Růžička', 'Říha', 'Čermák'],
  },
  {
    first: ['Ottó', 'Zsófia', 'Márta', 'György', 'Ödön', 'Ágnes', 'Kálmán', 'Tünde'],
    last: ['Kővári', 'Erdős', 'Szűcs', 'Nagy', 'Hegedűs', 'Vörös', 'Pásztor', 'Lőrincz'],
  },
  {
    first: ['Siobhán', 'Niamh', 'Aoife', 'Pádraig', 'Caoimhe', 'Séamus', 'Eoghan', 'Róisín'],
    last: ['Ó Murchú', 'Kavanagh', 'Ní Bhriain', 'Mac Giolla', 'Byrne', 'Ó Súilleabháin', 'Nolan', 'Breathnach'],
  },
  {
    first: ['Çağla', 'Gülşen', 'Özgür', 'İbrahim', 'Şebnem', 'Tuğba', 'Oğuz', 'Ümit'],
    last: ['Yıldız', 'Öztürk', 'Çelik', 'Şahin', 'Doğan', 'Güneş', 'Aydın', 'Kılıç'],
  },
  {
    first: ['Dāvis', 'Žanete', 'Jānis', 'Ieva', 'Kristīne', 'Mārtiņš'],
    last: ['Bērziņš', 'Kalniņa', 'Ozoliņš', 'Krūmiņa', 'Liepiņš', 'Zvaigzne'],
  },
  {
    first: ['Ana-Maria', 'Ștefan', 'Ilinca', 'Răzvan', 'Mihăiță', 'Doina'],
    last: ['Ștefănescu', 'Țăran', 'Brâncuși', 'Pătrașcu', 'Iliescu', 'Mărgineanu'],
  },
  {
    tongue: 'fr',
    first: ['Leïla', 'Karim', 'Amélie', 'Naïm', 'Yasmine', 'Idriss', 'Samia', 'Tarek'],
    last: ['Benaïssa', 'Haddad', 'El Amrani', 'Mansouri', 'Cherif', 'Zéroual', 'Saïdi', 'Belkacem'],
  },
  {
    first: ['Eleni', 'Dimitris', 'Sotiris', 'Chrysanthi', 'Giorgia', 'Niccolò', 'Chiara', 'Ettore'],
    last: ['Papadaki', 'Marchetti', 'Stavrou', 'Bevilacqua', 'Economou', 'D’Angelo', 'Colò', 'Santità'],
  },
];

/** A person not met before: `taken` are the logins given out, and gains this one. */
export function meetPerson(random: Random, taken: Set<string>): Person {
  const region = pick(random, REGIONS);
  const first = pick(random, region.first);
  const last = pick(random, region.last);
  const plain = `${plainLetters(first)}.${plainLetters(last)}`;

  let login = plain;
  for (let namesake = 2; taken.has(login); namesake++) login = `${plain}${namesake}`;
  taken.add(login);
  return { name: `${first} ${last}`, tongue: region.tongue ?? 'en', login };
}

const SPELT_OUT: Readonly<Record<string, string>> = {
  ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'o', å: 'a', æ: 'ae', þ: 'th', ð: 'd', ł: 'l', ı: 'i', đ: 'd',
}; // prettier-ignore

/** `Götz` becomes `goetz`, `Ó Murchú` `omurchu`: what an address may hold. */
export function plainLetters(name: string): string {
  return [...name.toLowerCase().normalize('NFC')]
    .map((letter) => SPELT_OUT[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[^a-z-]/g, '');
}
