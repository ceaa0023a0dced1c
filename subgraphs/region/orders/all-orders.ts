import type { OrderName } from '../../../schema/orders';
import { arrive } from './arrive';
import { depart, release } from './depart';
import { mayAccept, movingTo } from './move-questions';
import { erasePerson, findErasure } from './erase-person';
import { exportPerson } from './export-person';
import type { Order } from './order';
import { settleBookings } from './settle-bookings';
import { standing } from './standing';

/** How each order is carried out. */
export const allOrders: { readonly [Name in OrderName]: Order<Name> } = {
  standing,
  settleBookings,
  movingTo,
  mayAccept,
  depart,
  arrive,
  release,
  exportPerson,
  erasePerson,
  findErasure,
};
