import { workerData } from 'node:worker_threads';
import { AT_REST, AWAKE, MICROS, STATE, TARGET } from './kill-order';

// A thread that does nothing but wait for an order, and carry it out to the microsecond.

const order = workerData as Int32Array;

Atomics.wait(order, STATE, AT_REST);
Atomics.store(order, STATE, AWAKE);
const end = performance.now() + Atomics.load(order, MICROS) / 1000;
while (performance.now() < end);
process.kill(Atomics.load(order, TARGET), 'SIGKILL');
