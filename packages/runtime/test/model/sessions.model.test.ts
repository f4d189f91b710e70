import { fourMethods, inMemory } from './storages.js'
import { modelSuite } from './suite.js'

modelSuite('sessions in memory', inMemory, 0.25)
modelSuite('sessions in a storage of four methods', fourMethods, 0.35)
