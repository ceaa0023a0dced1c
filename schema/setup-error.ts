/** A mistake in how a process is set up. Whoever starts the process shows the message alone, as one line. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
