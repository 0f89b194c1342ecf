/** A fresh seed, from 0 to 2³² − 1. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 32)
}
