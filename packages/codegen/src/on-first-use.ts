/**
 * What is made, or loaded, at its first use and then kept. Also for modules: to ask Node.js for one that it has takes a
 * turn, and much longer where a process has loaders of its own.
 */
export function onFirstUse<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
