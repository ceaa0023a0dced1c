import type { Words } from '../../../schema/contract/words';

// What the public feed says to people, in every language.

export function feedQuestionWrong(max: number): Words {
  return {
    en: `"afterChangeNumber" must be a whole number, 0 or more, and "limit" 1 to ${max}; the feed takes nothing else. Follow "next" as it came.`,
    cy: `Rhaid i "afterChangeNumber" fod yn rhif cyfan, 0 neu fwy, ac i "limit" fod rhwng 1 a ${max}; nid yw'r ffrwd yn derbyn dim arall. Dilynwch "next" fel y daeth.`,
  };
}
