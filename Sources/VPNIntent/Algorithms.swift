/// Ciphers, by the cloud's words (facts: API §2.4).
package enum EncryptionAlgorithm: String, Sendable, Hashable, CaseIterable {
  case aes128GCM16 = "aes-128-gcm-16"
  case aes256GCM16 = "aes-256-gcm-16"
  /// The same cipher as `aes-128-gcm-16`, named by bits in some of the cloud's clients.
  case aes128GCM128 = "aes-128-gcm-128"
  case aes256GCM128 = "aes-256-gcm-128"
  case aes128 = "aes-128"
  case aes192 = "aes-192"
  case aes256 = "aes-256"
  case tripleDES = "3des"
  case sm4

  /// Whether the cipher protects integrity itself, so that no integrity algorithm is configured beside it.
  package var isAuthenticated: Bool {
    switch self {
    case .aes128GCM16, .aes256GCM16, .aes128GCM128, .aes256GCM128: true
    case .aes128, .aes192, .aes256, .tripleDES, .sm4: false
    }
  }

  /// One word for one cipher: `aes-128-gcm-128` becomes `aes-128-gcm-16`.
  package var canonical: EncryptionAlgorithm {
    switch self {
    case .aes128GCM128: .aes128GCM16
    case .aes256GCM128: .aes256GCM16
    default: self
    }
  }
}

/// Hashes, by the cloud's words.
package enum IntegrityAlgorithm: String, Sendable, Hashable, CaseIterable {
  case sha512 = "sha2-512"
  case sha384 = "sha2-384"
  case sha256 = "sha2-256"
  case sha1
  case md5
  case sm3
}
