import 'reflect-metadata';
import { ActivityIdInput, ActivityInput, UpdateActivityInput } from './activity-inputs';
import { BookingIdInput, BookPlaceInput, RecordAttendanceInput } from './booking-inputs';
import {
  ConsentInput,
  JoinNetworkInput,
  MemberIdInput,
  RecordRoleInput,
  RequestMoveInput,
  SetAccessRequirementsInput,
  UpdateMemberInput,
} from './member-inputs';

type InputClass = new () => { idempotencyKey?: string | null };

/** One mutation, as the directory passes it on and a region does it. */
export interface MutationRow {
  readonly description: string;
  /** Class of its one argument `input`. */
  readonly input: InputClass;
  /** Field of its answer that holds what came of it: a thing, whose change is told too, or a paper about a person. */
  readonly answers: 'member' | 'activity' | 'booking' | 'document' | 'receipt';
  /** Field of the input that says who decides: a region's slug, or the id of a thing, whose owner decides. */
  readonly at: 'region' | 'id' | 'activity';
  /** Whether it names a member who may be of another region, which alone can vouch for them. */
  readonly needsBooker?: boolean;
}

const onlyOwn = "Only for the member and the coordinator of the member's own region.";
const onlyBooker =
  "Only for the member, the coordinator of the member's region and the coordinator of the activity's region.";
const onlyCoordinator = "Only for the coordinator of the activity's region.";

function rows<Rows extends Readonly<Record<string, MutationRow>>>(
  all: Rows,
): { readonly [Name in keyof Rows]: MutationRow & Pick<Rows[Name], 'input'> } {
  return all;
}

/** Every mutation that a region does on its own rows: one name for the whole UK. */
export const mutations = rows({
  joinNetwork: {
    description:
      'Joins a person or a group to a region: free, and open to anyone. All problems of the input are answered at once. The region stores it, or nobody does.',
    input: JoinNetworkInput,
    answers: 'member',
    at: 'region',
  },
  updateMember: {
    description: `Changes what is known about a member. ${onlyOwn}`,
    input: UpdateMemberInput,
    answers: 'member',
    at: 'id',
  },
  leaveNetwork: {
    description: `Ends a membership: what the member told is deleted, and history stays without the name. ${onlyOwn}`,
    input: MemberIdInput,
    answers: 'member',
    at: 'id',
  },
  recordRole: {
    description: `Records what a member leads or has led. ${onlyOwn}`,
    input: RecordRoleInput,
    answers: 'member',
    at: 'id',
  },
  setAccessRequirements: {
    description: `Records what a member needs to take part; it needs the member's consent to ACCESS_REQUIREMENTS. ${onlyOwn}`,
    input: SetAccessRequirementsInput,
    answers: 'member',
    at: 'id',
  },
  giveConsent: {
    description: `Records a consent, with the wording that was read. ${onlyOwn}`,
    input: ConsentInput,
    answers: 'member',
    at: 'id',
  },
  withdrawConsent: {
    description: `Withdraws every consent to a purpose, whatever its wording was. Without ACCESS_REQUIREMENTS, the access requirements are deleted; without MEMBERSHIP, the membership ends as by \`leaveNetwork\`. ${onlyOwn}`,
    input: ConsentInput,
    answers: 'member',
    at: 'id',
  },
  requestMove: {
    description: `Asks for a move to another region, whose coordinator sees the member from then on and accepts it by \`acceptMove\`. Asked again, it replaces what was asked before; asked for the member's own region, it takes that back. ${onlyOwn}`,
    input: RequestMoveInput,
    answers: 'member',
    at: 'id',
  },
  exportMember: {
    description: `Answers with everything that is held about a member in every region, as JSON to read. A region that does not answer is named in it, and by a problem. ${onlyOwn}`,
    input: MemberIdInput,
    answers: 'document',
    at: 'id',
  },
  eraseMember: {
    description: `Erases a member in every region, for good: what was done is counted still, and nobody can say by whom. A region that does not answer is named by a problem, and erases as soon as it can; ask again to see. ${onlyOwn}`,
    input: MemberIdInput,
    answers: 'receipt',
    at: 'id',
  },
  createActivity: {
    description: 'Begins an activity as a draft. Only for a coordinator of the region.',
    input: ActivityInput,
    answers: 'activity',
    at: 'region',
  },
  updateActivity: {
    description: `Changes an activity that is not cancelled. ${onlyCoordinator}`,
    input: UpdateActivityInput,
    answers: 'activity',
    at: 'id',
  },
  publishActivity: {
    description: `Opens a draft for all to see and to book, once its texts are there in every language that the region requires. ${onlyCoordinator}`,
    input: ActivityIdInput,
    answers: 'activity',
    at: 'id',
  },
  cancelActivity: {
    description: `Cancels an activity with all its live bookings. What was published stays visible as cancelled. ${onlyCoordinator}`,
    input: ActivityIdInput,
    answers: 'activity',
    at: 'id',
  },
  bookPlace: {
    description: `Books a place, or the next place on the waiting list. ${onlyBooker}`,
    input: BookPlaceInput,
    answers: 'booking',
    at: 'activity',
    needsBooker: true,
  },
  cancelBooking: {
    description: `Gives up a place, an offer or a place on the waiting list; what is freed is offered to whoever waits first. ${onlyBooker}`,
    input: BookingIdInput,
    answers: 'booking',
    at: 'activity',
  },
  acceptOffer: {
    description: `Takes the place that was offered, before the offer expires. ${onlyBooker}`,
    input: BookingIdInput,
    answers: 'booking',
    at: 'activity',
  },
  recordAttendance: {
    description: `Records or corrects who came, once the activity has started. ${onlyCoordinator}`,
    input: RecordAttendanceInput,
    answers: 'activity',
    at: 'activity',
  },
});

/** Every mutation that takes several regions, none of which knows the others: the directory does it, and no region alone. */
export const jointMutations = rows({
  acceptMove: {
    description:
      'Takes in a member who asks to move here, with what it told and consents to. The id stays, and the type becomes that of the new region; networks and bookings stay where they are. Only for a coordinator of the new region.',
    input: MemberIdInput,
    answers: 'member',
    at: 'id',
  },
});

export type MutationName = keyof typeof mutations;
export type JointMutationName = keyof typeof jointMutations;
/** The input of a mutation. */
export type InputOf<Name extends MutationName> = InstanceType<(typeof mutations)[Name]['input']>;
