/** What the store does not offer yet. To leave an operation out is a compile error; this is honest absence. */
import { type CatalogStore, unsupported } from 'catalog-parity'

const later = unsupported('not built yet')

export const notBuilt = {
  createCatalog: later,
  getCatalog: later,
  listCatalogs: later,
  updateCatalog: later,
  deleteCatalog: later,
  createNamespace: later,
  getNamespace: later,
  listNamespaces: later,
  deleteNamespace: later,
  updateNamespaceProperties: later,
  replaceNamespaceProperties: later,
  countNamespaces: later,
  createAsset: later,
  getAsset: later,
  listAssets: later,
  getAssetById: later,
  renameAsset: later,
  deleteAsset: later,
  countAssets: later,
  createServiceUser: later,
  getServiceUser: later,
  listServiceUsers: later,
  getServiceUserByApiKeyHash: later,
  updateServiceUser: later,
  updateServiceUserLastUsed: later,
  deleteServiceUser: later,
  getSystemSettings: later,
  updateSystemSettings: later,
} satisfies Partial<CatalogStore>
