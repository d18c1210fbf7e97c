import { generateKeyPairSync, randomBytes } from 'node:crypto'
import forge from 'node-forge'

export type Papers = { key: string; certificate: string }

/** An authority for connections, and what it issues: `place` is an address for a server, or undefined for a client. */
export function tlsAuthority(name: string): { ca: string; issue(of: string, place?: string): Papers } {
  const own = keyPair()
  const ca = certificate({ of: name, by: name, key: own, signedWith: own, extensions: AUTHORITY })
  return {
    ca,
    issue(of, place) {
      const key = keyPair()
      const extensions = place === undefined ? [{ name: 'extKeyUsage', clientAuth: true }] : serverAt(place)
      return { key: key.pem, certificate: certificate({ of, by: name, key, signedWith: own, extensions }) }
    },
  }
}

const AUTHORITY = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, critical: true },
]

const serverAt = (ip: string) => [
  { name: 'extKeyUsage', serverAuth: true },
  { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
]

type Pair = { pem: string; private: forge.pki.rsa.PrivateKey; public: forge.pki.rsa.PublicKey }

function keyPair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    pem: privateKey,
    private: forge.pki.privateKeyFromPem(privateKey),
    public: forge.pki.publicKeyFromPem(publicKey),
  }
}

type Wish = { of: string; by: string; key: Pair; signedWith: Pair; extensions: object[] }

function certificate({ of, by, key, signedWith, extensions }: Wish): string {
  const made = forge.pki.createCertificate()
  made.publicKey = key.public
  made.serialNumber = `01${randomBytes(8).toString('hex')}`
  made.validity.notBefore = new Date(Date.now() - 3_600_000)
  made.validity.notAfter = new Date(Date.now() + 86_400_000)
  made.setSubject([{ name: 'commonName', value: of }])
  made.setIssuer([{ name: 'commonName', value: by }])
  made.setExtensions(extensions)
  made.sign(signedWith.private, forge.md.sha256.create())
  return forge.pki.certificateToPem(made)
}
