/** For columns of the type `bigint`: a server's driver answers those that are large as text. */
export const asNumber = { to: (value: number) => value, from: (value: number | string) => Number(value) };
