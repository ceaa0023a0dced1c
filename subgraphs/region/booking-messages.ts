import type { Words } from '../../schema/contract/words';

// What a region says about bookings, in every language.

export function notBookable(): Words {
  return {
    en: 'This activity cannot be booked: it is not published, it is cancelled, or it has started.',
    cy: "Ni ellir archebu'r gweithgaredd hwn: nid yw wedi'i gyhoeddi, mae wedi'i ganslo, neu mae wedi dechrau.",
  };
}

export function allTaken(): Words {
  return {
    en: 'All places are taken, and so is the waiting list. Try again later: places may be given up.',
    cy: "Mae'r holl leoedd wedi'u cymryd, a'r rhestr aros hefyd. Rhowch gynnig arall arni'n ddiweddarach: gall lleoedd ddod yn rhydd.",
  };
}

export function alreadyBooked(): Words {
  return {
    en: 'The member has a place here already, or waits for one.',
    cy: "Mae gan yr aelod le yma eisoes, neu mae'n aros am un.",
  };
}

export function bookingEnded(): Words {
  return {
    en: 'This booking has ended, and can no longer be given up.',
    cy: "Mae'r archeb hon wedi dod i ben, ac ni ellir ei hildio bellach.",
  };
}

export function nothingOffered(): Words {
  return {
    en: 'No place is offered here that could be accepted.',
    cy: "Nid oes lle'n cael ei gynnig yma y gellid ei dderbyn.",
  };
}

export function offerOver(): Words {
  return {
    en: 'The offer was not taken in time, and the place has gone to the next. Book again to wait for another.',
    cy: "Ni chymerwyd y cynnig mewn pryd, ac mae'r lle wedi mynd i'r nesaf. Archebwch eto i aros am un arall.",
  };
}

export function notStarted(): Words {
  return {
    en: 'This activity has not started yet: who came is recorded from its beginning on.',
    cy: "Nid yw'r gweithgaredd hwn wedi dechrau eto: cofnodir pwy ddaeth o'i ddechrau ymlaen.",
  };
}

export function noPlaceHeld(): Words {
  return {
    en: 'This member has no place at the activity.',
    cy: 'Nid oes gan yr aelod hwn le yn y gweithgaredd.',
  };
}
