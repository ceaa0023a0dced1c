/** A place where demo activities happen: real localities, made-up venues. */
export interface DemoPlace<Own extends object = object> {
  readonly name: string;
  readonly locality: string;
  readonly outcode: string;
  /** GSS code of the local authority. */
  readonly gss: string;
  /** WGS 84 degrees, of the outcode's middle. */
  readonly latitude: number;
  readonly longitude: number;
  /** The columns that only this region has. */
  readonly own: Own;
}
