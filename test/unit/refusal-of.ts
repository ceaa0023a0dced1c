/** What a refusal tells a caller: its code and its words. */
export interface Told {
  readonly code: unknown;
  readonly message: string;
}

/** The refusal that `act` ends in; throws when it does not end in one. */
export function refusalOf(act: () => unknown): Told {
  try {
    act();
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions?: { code?: unknown } };
    return { code: extensions?.code, message };
  }
  throw new Error('Nothing was refused.');
}
