// Three tiers by folder: unit (pure, seconds), action (dist/ against a control plane without a node), cluster (real parts).
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  testEnvironment: 'node',
  // build/ and dist/ hold a package.json of their own
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/']
}

export default {
  projects: ['unit', 'action', 'cluster'].map((tier) => ({
    ...shared,
    displayName: tier,
    testMatch: [`<rootDir>/__tests__/${tier}/**/*.test.ts`]
  })),
  coverageProvider: 'v8'
}
