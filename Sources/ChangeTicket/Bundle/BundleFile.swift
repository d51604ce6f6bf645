import Cryptography
package import VPNIntent

/// One file of a bundle.
package struct BundleFile: Sendable, Hashable {
  /// Relative to the bundle's directory, with `/` between parts.
  package let name: String
  package let content: [UInt8]
  /// Permission bits: `0o644` for masked text, `0o600` for anything that may hold a key.
  package let mode: UInt32

  package init(name: String, content: [UInt8], mode: UInt32 = 0o644) {
    self.name = name
    self.content = content
    self.mode = mode
  }

  package init(name: String, text: String, mode: UInt32 = 0o644) {
    self.init(name: name, content: Array(text.utf8), mode: mode)
  }
}

/// What identifies some bytes without holding them.
package struct Fingerprint: Sendable, Hashable {
  /// SHA-256, 64 lower-case digits.
  package let sha256: String
  /// Number of bytes.
  package let size: Int

  package init(sha256: String, size: Int) {
    self.sha256 = sha256
    self.size = size
  }

  package init(of bytes: [UInt8]) {
    self.init(sha256: SHA256.hex(bytes), size: bytes.count)
  }

  /// That of an intent's meaning: when it was fetched is no part of it.
  package init(of intent: Intent) {
    var intent = intent
    intent.provenance = nil
    self.init(of: intent.bytes)
  }
}
