// What the thread that kills is told, by its place in an array that both threads share.

/** One of the states below. */
export const STATE = 0;
/** Id of the process to kill. */
export const TARGET = 1;
/** How many microseconds to let pass once the commit has begun. */
export const MICROS = 2;

export const AT_REST = 0;
/** A commit is about to begin, and waits until the thread is awake: to wake takes longer than to commit. */
export const CALLED = 1;
export const AWAKE = 2;
