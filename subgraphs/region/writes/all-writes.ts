import type { InputOf, MutationName } from '../../../schema/contract/mutations';
import { bookPlace } from './book-place';
import { cancelActivity } from './cancel-activity';
import { acceptOffer, cancelBooking } from './change-booking';
import { giveConsent, withdrawConsent } from './consents';
import { createActivity } from './create-activity';
import { eraseMember } from './erase-member';
import { exportMember } from './export-member';
import { joinNetwork } from './join-network';
import { leaveNetwork } from './leave-network';
import { publishActivity } from './publish-activity';
import { recordAttendance } from './record-attendance';
import { recordRole } from './record-role';
import { requestMove } from './request-move';
import { setAccessRequirements } from './set-access-requirements';
import { updateActivity } from './update-activity';
import { updateMember } from './update-member';
import type { AnyWrite } from './write';

type Writes = { readonly [Name in MutationName]: AnyWrite<InputOf<Name>> };

/** The write that does each mutation: one without does not compile. */
export const allWrites: Writes = {
  joinNetwork,
  updateMember,
  leaveNetwork,
  recordRole,
  setAccessRequirements,
  giveConsent,
  withdrawConsent,
  requestMove,
  exportMember,
  eraseMember,
  createActivity,
  updateActivity,
  publishActivity,
  cancelActivity,
  bookPlace,
  cancelBooking,
  acceptOffer,
  recordAttendance,
};
