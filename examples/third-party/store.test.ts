/** The conformance suite in a test file of one's own: one test per operation, red where the store is wrong. */
import { describeConformance } from 'catalog-parity/vitest'
import store from './store.ts'

describeConformance(store, { areas: ['tenants', 'warehouses'] })
