/** How much made-up data there is in the whole UK. */
export interface DemoSize {
  /** People and groups together. */
  readonly members: number;
  readonly activities: number;
}

/** The sizes that Citizen Network reports (over 800 people, over 200 groups), and activities over two years. */
export const defaultDemoSize: DemoSize = { members: 1030, activities: 600 };
