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

export function nothingHere(): Words {
  return {
    en: 'There is nothing here. Queries go to POST /graphql; / says more.',
    cy: 'Nid oes dim yma. Anfonwch ymholiadau i POST /graphql; mae / yn dweud mwy.',
  };
}

export function tooManyReaders(): Words {
  return {
    en: 'Too many readers wait for writes of their own at the moment. Ask again in a few seconds, or without x-read-after.',
    cy: 'Mae gormod o ddarllenwyr yn aros am yr hyn a ysgrifennwyd ganddynt ar hyn o bryd. Gofynnwch eto ymhen ychydig eiliadau, neu heb x-read-after.',
  };
}
