// A file of its own, so that it has a core of its own.
import { shared } from './storages.js'
import { modelSuite } from './suite.js'

modelSuite('sessions in a shared storage', shared, 0.4)
