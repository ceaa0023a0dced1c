import { afterTheFact, LostRace, NoConnection, OutcomeUnknown } from '../../subgraphs/kit/database/failures';
import { findRefusal } from '../../subgraphs/kit/errors';
import { databaseUnavailable, databaseUnreadable, outcomeUnknown } from '../../subgraphs/kit/messages';

const gone = new NoConnection('The server cannot be reached.');
const unknown = new OutcomeUnknown({ cause: gone });

const told = (error: unknown, path?: readonly unknown[]) => {
  const refusal = findRefusal(error, path);
  return refusal && [refusal.extensions['code'], refusal.message];
};

describe('a database that cannot be used', () => {
  test('has stored nothing where a whole operation, a field of it or a route failed', () => {
    const nothing = ['DATABASE_UNAVAILABLE', databaseUnavailable().en];
    expect([told(gone), told(gone, []), told(gone, ['updateMember'])]).toEqual([nothing, nothing, nothing]);
  });

  test('says nothing of what a mutation has stored where a field below it failed', () => {
    const missing = ['DATABASE_UNAVAILABLE', databaseUnreadable().en];
    const path = ['updateMember', 'member', 'roles'];
    expect([told(gone, path), told(unknown, path)]).toEqual([missing, missing]);
    expect(databaseUnreadable().en).not.toContain('stored');
  });

  test('leaves open what became of a commit that got no answer', () => {
    expect(told(unknown, ['updateMember'])).toEqual(['OUTCOME_UNKNOWN', outcomeUnknown().en]);
  });

  test('is no word for a fault of ours', () => {
    expect(told(new Error('x'), ['updateMember', 'member'])).toBeNull();
  });
});

describe('after something that stands', () => {
  test('a database that cannot be used leaves the outcome open', async () => {
    for (const error of [gone, new LostRace({ cause: gone })])
      await expect(afterTheFact(() => Promise.reject(error))).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('whatever else comes, comes as it is', async () => {
    const fault = new Error('x');
    await expect(afterTheFact(() => Promise.reject(fault))).rejects.toBe(fault);
    expect(await afterTheFact(() => Promise.resolve(1))).toBe(1);
  });
});
