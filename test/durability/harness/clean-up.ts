import { afterEach } from '@jest/globals'

const steps: (() => unknown)[] = []

/** Has something ended after the test, however the test ends; what was begun last is ended first. */
export function afterwards(step: () => unknown): void {
  steps.push(step)
}

afterEach(async () => {
  for (const step of steps.splice(0).reverse()) await step()
}, 120_000)
