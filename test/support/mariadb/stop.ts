import { holder } from './start';

export default async function stop(): Promise<void> {
  await holder.privateServer?.remove();
}
