import type { Words } from '../../schema/contract/words';

// What the library says to people, in every language.

export function yearsReversed(fromYear: number, toYear: number): Words {
  return {
    en: `"toYear" must not be before "fromYear", but got ${fromYear} to ${toYear}.`,
    cy: `Ni chaiff "toYear" fod cyn "fromYear", ond cafwyd ${fromYear} hyd ${toYear}.`,
  };
}
