/**
 * Stands in the built app for `jsonwebtoken`, which MSAL wants only to sign a confidential client's assertion: the station
 * is a public client and has nothing to sign with. Leaves fifteen packages out of the product.
 */

// biome-ignore lint/style/noDefaultExport: it is what MSAL imports
export default {
  sign(): never {
    throw new Error('a public client signs no assertion');
  },
};
