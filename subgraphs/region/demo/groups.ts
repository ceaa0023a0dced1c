/** A pattern for the name of a made-up group: `{locality}` stands for the place. */
export interface GroupNamePattern {
  readonly pattern: string;
  /** The language that the name is in (BCP 47). */
  readonly language: 'en' | 'cy';
}

function inLanguage(language: 'en' | 'cy', patterns: readonly string[]): GroupNamePattern[] {
  return patterns.map((pattern) => ({ pattern, language }));
}

/** Names of made-up groups. Welsh ones are for a region that works in Welsh; `{locality}` never follows a word that
 *  would mutate it, so that the Welsh name of the place (see `welshLocalities`) can stand there as it is. */
export const groupNames: readonly GroupNamePattern[] = [
  ...inLanguage('en', [
    '{locality} Self-Advocates',
    '{locality} Carers Together',
    'Speak Up {locality}',
    '{locality} Peer Support Circle',
    'Voices of {locality}',
    '{locality} Lived Experience Group',
    'Our Say {locality}',
    '{locality} Friday Peers',
    '{locality} Access Champions',
    'Better Days {locality}',
    '{locality} Family Leaders',
    'Side by Side {locality}',
    '{locality} Neighbours Circle',
    'Open Door {locality}',
    '{locality} Quality Checkers',
    'Common Ground {locality}',
    '{locality} Deaf Community Circle',
    'Nothing Without Us {locality}',
    '{locality} Independent Living Circle',
    'Good Lives {locality}',
    '{locality} Young Leaders',
    'Stronger Together {locality}',
    '{locality} Shared Decisions Group',
    'Making Change {locality}',
  ]),
  ...inLanguage('cy', [
    'Lleisiau {locality}',
    'Hunan-eiriolwyr {locality}',
    'Cylch Cymheiriaid {locality}',
    'Gofalwyr {locality}',
    'Ein Llais Ni {locality}',
    'Ochr yn Ochr {locality}',
    'Teuluoedd {locality}',
    'Drws Agored {locality}',
    'Cymdogion {locality}',
    'Arweinwyr Ifanc {locality}',
    "Cryfach Gyda'n Gilydd {locality}",
    "Byw'n Annibynnol {locality}",
  ]),
];

/** Welsh names of localities whose Welsh name differs from the English one. */
export const welshLocalities: Readonly<Record<string, string>> = {
  Cardiff: 'Caerdydd',
  Carmarthen: 'Caerfyrddin',
  Haverfordwest: 'Hwlffordd',
  'Merthyr Tydfil': 'Merthyr Tudful',
  Mold: 'Yr Wyddgrug',
  Newport: 'Casnewydd',
  Newtown: 'Y Drenewydd',
  Rhyl: 'Y Rhyl',
  Swansea: 'Abertawe',
  Wrexham: 'Wrecsam',
};
