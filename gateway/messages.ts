import type { Words } from '../schema/contract/words';
import { findRegion } from '../schema/regions';

// What the gateway says to people, in every language.

const ukWide: Readonly<Record<string, Words>> = {
  directory: { en: 'The directory', cy: 'Y cyfeiriadur' },
  library: { en: 'The library', cy: 'Y llyfrgell' },
};

export function unavailable(slug: string): Words {
  const region = findRegion(slug)?.name;
  const name: Words = region
    ? { en: region.en, cy: region['cy'] ?? region.en }
    : (ukWide[slug] ?? { en: slug, cy: slug });
  const isRegion = region !== undefined;
  return {
    en: `${name.en} does not answer at the moment; its part of the answer is missing.`,
    cy: isRegion
      ? `Nid yw ${name.cy} yn ateb ar hyn o bryd; mae ei rhan o'r ateb ar goll.`
      : `Nid yw ${name.cy.toLowerCase()} yn ateb ar hyn o bryd; mae ei ran o'r ateb ar goll.`,
  };
}

export function ourFault(): Words {
  return { en: 'Something went wrong on our side.', cy: "Aeth rhywbeth o'i le ar ein hochr ni." };
}

export function noSuchOperation(): Words {
  return {
    en: 'The document has no operation with the name that "operationName" gives.',
    cy: 'Nid oes gweithrediad yn y ddogfen â\'r enw sydd yn "operationName".',
  };
}

export function severalOperations(): Words {
  return {
    en: 'The document has several operations: say which one in "operationName".',
    cy: 'Mae sawl gweithrediad yn y ddogfen: dywedwch pa un yn "operationName".',
  };
}

export function bodyTooLarge(limit: number, came: string | undefined): Words {
  return {
    en: `The body of a request may have ${limit} bytes, but this one has ${came ?? 'more'}.`,
    cy: `Gall corff cais fod hyd at ${limit} beit, ond mae gan hwn ${came ?? 'ragor'}.`,
  };
}
