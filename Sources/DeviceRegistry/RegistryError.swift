package import Diagnostics

/// An answer or a mirror file cannot be used; a good mirror stays as it is.
package struct RegistryError: Error, Sendable, Hashable {
  package var kind: Kind
  /// Facts of the case, no secrets in them.
  package var detail: String

  package enum Kind: Sendable, Hashable {
    /// The answer is no JSON of a known form.
    case undecodable
    /// The answer holds no devices.
    case empty
    /// The file is no mirror, or was changed by hand.
    case badMirror
  }

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

extension RegistryError: OutcomeError {
  package var outcome: Outcome {
    switch kind {
    case .undecodable, .empty: .unreachable
    case .badMirror: .badInput
    }
  }

  package var description: String {
    switch kind {
    case .undecodable:
      "the cloud's list of supported devices cannot be read: \(detail). The mirror was left as it is; try again later."
    case .empty:
      "the cloud's list of supported devices is empty (\(detail)). The mirror was left as it is; "
        + "check region and project, or try again later."
    case .badMirror:
      "the mirror cannot be used: \(detail). Fetch it anew with `peerconf devices sync`."
    }
  }
}
