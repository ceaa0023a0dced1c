/** A door that somebody else opens, once, for all who wait at it. */
export class Gate {
  waiting = 0;
  open = (): void => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  async pass(): Promise<void> {
    this.waiting += 1;
    await this.opened;
  }
}
