/** Every item of a list, however many pages it has: for what somebody is to choose from. */
export async function allOf<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}
