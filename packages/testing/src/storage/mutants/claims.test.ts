import type { UpdateClaim } from '@botgen/runtime'
import { type Mutant, type Server, testMutants } from './harness.js'

const hour = 3_600_000
const nameOf = ({ namespace, updateId }: UpdateClaim): string => `${namespace} ${updateId}`

/** How long ago the update was asked for first. */
function since({ clock, notes }: Server, claim: UpdateClaim): number {
  const first = notes.get(nameOf(claim)) ?? clock.now()
  notes.set(nameOf(claim), first)
  return clock.now() - first
}

const ownerMutants: readonly Mutant[] = [
  {
    bug: 'grants all that is asked',
    found: 'S37 claimUpdate grants an update to one',
    methods: () => ({ claimUpdate: () => 'granted' }),
  },
  {
    bug: 'has leases that never end',
    found: 'another owner once the lease',
    methods: ({ intact }) => ({ claimUpdate: (claim) => intact.claimUpdate(claim, Infinity) }),
  },
  {
    bug: 'takes an owner whose lease is over for another',
    found: 'to the same owner again',
    methods: ({ intact, clock, notes }) => ({
      async claimUpdate(claim, lease) {
        const until = notes.get(`${nameOf(claim)} ${claim.owner}`) ?? clock.now() + lease
        notes.set(`${nameOf(claim)} ${claim.owner}`, until)
        return until < clock.now() ? 'waiting' : intact.claimUpdate(claim, lease)
      },
    }),
  },
  {
    bug: 'extends no lease',
    found: 'extends the lease of the owner',
    methods: ({ intact, clock, notes }) => ({
      async claimUpdate(claim, lease) {
        const until = notes.get(nameOf(claim)) ?? 0
        if (until > clock.now()) return intact.claimUpdate(claim, until - clock.now())
        const answer = await intact.claimUpdate(claim, lease)
        if (answer === 'granted') notes.set(nameOf(claim), clock.now() + lease)
        return answer
      },
    }),
  },
  {
    bug: 'extends the lease for whoever asks',
    found: 'extends no lease for who waits',
    methods: ({ intact }) => ({
      async claimUpdate(claim, lease) {
        const answer = await intact.claimUpdate(claim, lease)
        if (answer === 'waiting') await intact.claimUpdate({ ...claim, owner: 'mine' }, lease)
        return answer
      },
    }),
  },
  {
    bug: 'asks whether an update is free and then takes it',
    found: 'one of 50 owners',
    methods: ({ intact, notes }) => ({
      async claimUpdate(claim, lease) {
        const isFree = !notes.has(nameOf(claim))
        const answer = await intact.claimUpdate(claim, lease)
        notes.set(nameOf(claim), 1)
        return isFree && answer !== 'handled' ? 'granted' : answer
      },
    }),
  },
  {
    bug: 'takes numbers for 32 bits',
    found: 'different updates to different owners',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) => intact.claimUpdate({ ...claim, updateId: claim.updateId | 0 }, lease),
    }),
  },
  {
    bug: 'takes owners for the same that differ in their last character only',
    found: 'keeps owners apart',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) => intact.claimUpdate({ ...claim, owner: claim.owner.trimEnd().slice(0, 1) }, lease),
    }),
  },
  {
    bug: 'passes over namespaces',
    found: 'S1 claimUpdate keeps the updates of bots apart',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) => intact.claimUpdate({ ...claim, namespace: '1' }, lease),
      finishUpdate: (claim, outcome) => intact.finishUpdate({ ...claim, namespace: '1' }, outcome),
    }),
  },
  {
    bug: 'takes namespaces for the same whatever their case',
    found: 'S1 claimUpdate keeps the updates of bots apart',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) => intact.claimUpdate({ ...claim, namespace: claim.namespace.toUpperCase() }, lease),
    }),
  },
]

const finishMutants: readonly Mutant[] = [
  {
    bug: 'forgets what was handled',
    found: 'has a handled update answered',
    methods: ({ intact }) => ({ finishUpdate: (claim) => intact.finishUpdate(claim, 'failed') }),
  },
  {
    bug: 'takes failed for handled',
    found: 'lets a failed update',
    methods: ({ intact }) => ({ finishUpdate: (claim) => intact.finishUpdate(claim, 'handled') }),
  },
  {
    bug: 'leaves a failed update to its lease',
    found: 'lets a failed update',
    methods: ({ intact }) => ({
      finishUpdate: (claim, outcome) => (outcome === 'handled' ? intact.finishUpdate(claim, outcome) : undefined),
    }),
  },
  {
    bug: 'tells only the others that an update was handled',
    found: 'has a handled update answered',
    methods: ({ intact }) => ({
      async claimUpdate(claim, lease) {
        const answer = await intact.claimUpdate(claim, lease)
        return answer === 'handled' && claim.owner === 'mine' ? 'granted' : answer
      },
    }),
  },
  {
    bug: 'keeps what was handled for as long as its lease',
    found: 'has a handled update answered',
    methods: (server) => ({
      async claimUpdate(claim, lease) {
        const answer = await server.intact.claimUpdate(claim, lease)
        return answer === 'handled' && since(server, claim) > lease ? 'granted' : answer
      },
    }),
  },
  {
    bug: 'counts handled only from who has the update',
    found: 'counts handled from an owner',
    methods: ({ intact }) => ({
      async finishUpdate(claim, outcome) {
        const has = (await intact.claimUpdate(claim, hour)) === 'granted'
        if (has || outcome === 'failed') await intact.finishUpdate(claim, outcome)
      },
    }),
  },
  {
    bug: 'finishes only what is claimed',
    found: 'takes an update that nobody has claimed',
    methods: ({ intact, notes }) => ({
      claimUpdate: (claim, lease) => {
        notes.set(nameOf(claim), 1)
        return intact.claimUpdate(claim, lease)
      },
      finishUpdate: (claim, outcome) => (notes.has(nameOf(claim)) ? intact.finishUpdate(claim, outcome) : undefined),
    }),
  },
  {
    bug: 'frees an update of another owner that failed',
    found: 'changes nothing for failed',
    methods: ({ intact }) => ({
      finishUpdate: (claim, outcome) => intact.finishUpdate({ ...claim, owner: 'yours' }, outcome),
    }),
  },
  {
    bug: 'takes back what was handled when it is said to have failed',
    found: 'leaves a handled update handled',
    methods: ({ intact, notes }) => ({
      claimUpdate: async (claim, lease) => {
        const answer = await intact.claimUpdate(claim, lease)
        return notes.has(nameOf(claim)) && answer === 'handled' ? 'granted' : answer
      },
      finishUpdate: (claim, outcome) => {
        if (outcome === 'failed') notes.set(nameOf(claim), 1)
        return intact.finishUpdate(claim, outcome)
      },
    }),
  },
  {
    bug: 'forgets after half a day what was handled',
    found: 'for as long as Telegram keeps it',
    methods: (server) => ({
      async claimUpdate(claim, lease) {
        const answer = await server.intact.claimUpdate(claim, lease)
        return since(server, claim) > 12 * hour ? 'granted' : answer
      },
    }),
  },
  {
    bug: 'remembers the last ten that were handled',
    found: 'for as long as Telegram keeps it',
    methods: ({ intact, notes }) => ({
      async claimUpdate(claim, lease) {
        const answer = await intact.claimUpdate(claim, lease)
        return answer === 'handled' && claim.updateId < (notes.get('last') ?? 0) - 10 ? 'granted' : answer
      },
      finishUpdate: (claim, outcome) => {
        notes.set('last', claim.updateId)
        return intact.finishUpdate(claim, outcome)
      },
    }),
  },
  { bug: 'loses in a restart what was handled', found: 'S37 has its handled', restarted: () => {} },
]

const laneMutants: readonly Mutant[] = [
  {
    bug: 'passes over lanes',
    found: 'S14 claimUpdate grants the updates',
    methods: ({ intact }) => ({
      claimUpdate: ({ lane: _lane, ...claim }, lease) => intact.claimUpdate(claim, lease),
    }),
  },
  {
    bug: 'lets an owner have all of a lane',
    found: 'S14 claimUpdate grants the updates',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) =>
        intact.claimUpdate(
          claim.lane === undefined ? claim : { ...claim, lane: `${claim.lane} ${claim.owner}` },
          lease,
        ),
    }),
  },
  {
    bug: 'grants the updates of a lane in the order of asking',
    found: 'S14 claimUpdate grants the lowest',
    methods: ({ intact, notes }) => ({
      // Numbered as they are asked for: the lowest is the first.
      claimUpdate: (claim, lease) => {
        const asked = notes.get(nameOf(claim)) ?? notes.size + 1
        notes.set(nameOf(claim), asked)
        return intact.claimUpdate({ ...claim, updateId: asked }, lease)
      },
      finishUpdate: (claim, outcome) =>
        intact.finishUpdate({ ...claim, updateId: notes.get(nameOf(claim)) ?? 0 }, outcome),
    }),
  },
  {
    bug: 'takes numbers for texts',
    found: 'S14 claimUpdate grants the lowest',
    methods: ({ intact }) => {
      // Ordered as texts are: 10 and 100 come before 9.
      const asText = (claim: UpdateClaim) => ({ ...claim, updateId: Number(`0.${claim.updateId}1`) })
      return {
        claimUpdate: (claim, lease) => intact.claimUpdate(asText(claim), lease),
        finishUpdate: (claim, outcome) => intact.finishUpdate(asText(claim), outcome),
      }
    },
  },
  {
    bug: 'grants a lane to any that asks when it is free',
    found: 'S14 claimUpdate grants each of 30',
    methods: ({ intact }) => ({
      async claimUpdate(claim, lease) {
        const answer = await intact.claimUpdate(claim, lease)
        if (answer === 'waiting') await intact.finishUpdate(claim, 'failed')
        return answer
      },
    }),
  },
  {
    bug: 'takes an update from its owner for a lower number',
    found: 'S14 claimUpdate leaves an update granted',
    methods: ({ intact, notes }) => ({
      async claimUpdate(claim, lease) {
        const lowest = Math.min(notes.get(`${claim.lane}`) ?? Infinity, claim.updateId)
        notes.set(`${claim.lane}`, lowest)
        const answer = await intact.claimUpdate(claim, lease)
        return claim.updateId > lowest && answer === 'granted' ? 'waiting' : answer
      },
    }),
  },
  {
    bug: 'keeps a lane for an update whose lease is over',
    found: 'S37 claimUpdate lets a lane go on',
    methods: ({ intact, notes }) => ({
      async claimUpdate(claim, lease) {
        const first = notes.get(`${claim.lane}`) ?? claim.updateId
        notes.set(`${claim.lane}`, first)
        const answer = await intact.claimUpdate(claim, lease)
        return first === claim.updateId ? answer : 'waiting'
      },
    }),
  },
  {
    bug: 'lets a lane wait for who has waited and is gone',
    found: 'is not held up by who has waited',
    methods: ({ intact }) => ({
      async claimUpdate(claim, lease) {
        const answer = await intact.claimUpdate(claim, lease)
        return answer === 'waiting' ? intact.claimUpdate(claim, hour) : answer
      },
    }),
  },
  {
    bug: 'extends no lease of who waits',
    found: 'extends the lease of who waits',
    methods: ({ intact, clock, notes }) => ({
      async claimUpdate(claim, lease) {
        const until = notes.get(nameOf(claim)) ?? clock.now() + lease
        notes.set(nameOf(claim), until)
        return intact.claimUpdate(claim, Math.max(until - clock.now(), 0))
      },
    }),
  },
  {
    bug: 'leaves who is finished in the lane',
    found: 'takes who waits out of the lane',
    methods: ({ intact }) => ({
      finishUpdate: (claim, outcome) =>
        claim.updateId === 6 && outcome === 'failed' ? undefined : intact.finishUpdate(claim, outcome),
    }),
  },
  {
    bug: 'takes no lane for a lane',
    found: 'lets no lane wait for another',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) => intact.claimUpdate({ ...claim, lane: claim.lane ?? 'none' }, lease),
    }),
  },
  {
    bug: 'finds lanes by their beginning',
    found: 'lets no lane wait for another',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) =>
        intact.claimUpdate(claim.lane === undefined ? claim : { ...claim, lane: claim.lane.slice(0, 7) }, lease),
    }),
  },
  {
    bug: 'takes lanes for the same whatever their case',
    found: 'S1 claimUpdate takes lanes',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) =>
        intact.claimUpdate(claim.lane === undefined ? claim : { ...claim, lane: claim.lane.toLowerCase() }, lease),
    }),
  },
  {
    bug: 'writes namespace and lane as one',
    found: 'S1 claimUpdate takes lanes',
    methods: ({ intact }) => ({
      claimUpdate: (claim, lease) =>
        intact.claimUpdate(
          claim.lane === undefined
            ? claim
            : { ...claim, namespace: '1', lane: `${claim.namespace}:${claim.lane}`.replaceAll(/[^a-z0-9]/g, ':') },
          lease,
        ),
    }),
  },
]

testMutants([...ownerMutants, ...finishMutants, ...laneMutants])
