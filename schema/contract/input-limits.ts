/** The longest text that one field of an input may hold before it is read at all. */
export const MAX_INPUT_LENGTH = 1000;

/** The most values that a list of an input may hold before it is read at all. */
export const MAX_INPUT_VALUES = 50;

/** How many values one list in a filter may hold. */
export const MAX_FILTER_VALUES = 50;

/** What every input says of its key. */
export const keyDescription =
  'Any text of 8 to 100 characters that you make up for this one attempt, such as a UUID. Sending the same again answers the first result: retry with it when no answer came. Kept for 7 days.';
