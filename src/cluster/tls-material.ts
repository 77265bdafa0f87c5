/** Certificates and keys of a kubeconfig, checked before a connection fails on them with OpenSSL's words. */

import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { createSecureContext } from 'node:tls'

import type { Failure } from '../failure.ts'

/** Makes the Failure: why, and what to do. */
export type Wrong = (why: string, fix: string) => Failure

const again = 'Write the kubeconfig anew with: kubectl config view --raw --flatten --minify.'

/** @throws what `wrong` makes, for an authority that OpenSSL cannot read */
export function checkAuthority(ca: string, wrong: Wrong): void {
  try {
    if (!ca.includes('-----BEGIN ')) throw new Error('no PEM')
    new X509Certificate(ca)
    createSecureContext({ ca })
  } catch {
    throw wrong('Its certificate-authority is no certificate in PEM form, or only a part of one.', again)
  }
}

/** @throws what `wrong` makes, for a client certificate and key that cannot be used together */
export function checkPair(cert: string, key: string, wrong: Wrong): void {
  const certificate = certificateOf(cert)
  if (certificate === undefined) {
    throw wrong('Its client-certificate is no certificate in PEM form, or only a part of one.', again)
  }
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(key)
  } catch {
    // OpenSSL's own words would name functions
    if (/BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/mu.test(key)) {
      throw wrong(
        'Its client-key is encrypted with a passphrase, which nobody can type here.',
        'Store the key without it (openssl pkey -in KEY -out NEW), or use a token.'
      )
    }
    throw wrong('Its client-key is no private key in PEM form, or only a part of one.', again)
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw wrong('Its client-key does not belong to its client-certificate.', again)
  }
}

/** When a certificate ends, in milliseconds since the epoch. */
export function endOf(cert: string): number | undefined {
  const end = Date.parse(certificateOf(cert)?.validTo ?? '')
  return Number.isNaN(end) ? undefined : end
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}
