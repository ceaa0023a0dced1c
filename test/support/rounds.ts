/** How often something is tried that takes long: `whole` times by whoever runs the tests, `some` in CI, which has half an hour. */
export function rounds(whole: number, some: number): number {
  return process.env['CI'] ? some : whole;
}
