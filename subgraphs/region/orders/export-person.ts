import { exportPerson as readPerson } from '../person/export-person';
import type { Order } from './order';

/** Answers all that this region holds about a person of any region. */
export const exportPerson: Order<'exportPerson'> = ({ db, region }, { id }) =>
  readPerson({ manager: db.read, region }, id);
