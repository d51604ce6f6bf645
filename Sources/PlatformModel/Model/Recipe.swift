/// What people do at the device, in order.
package struct Recipe: Sendable, Hashable {
  package var purpose: Purpose
  package var steps: [Step]
  package var provenance: Provenance

  package enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// Look at the device before the change.
    case before
    /// Bring the change in.
    case apply
    /// See that the tunnel works.
    case check
    /// Keep the change over a restart.
    case save
    /// Take the change back.
    case rollback
  }

  /// A command, a sentence, or a command and what to look for.
  package struct Step: Sendable, Hashable {
    /// What to type; `{peer}`, `{tunnel}` and the like stand for values of the connection.
    package var command: String?
    package var text: String?
  }
}

extension Platform {
  package func recipe(_ purpose: Recipe.Purpose) -> Recipe? { recipes.first { $0.purpose == purpose } }
}

/// The name or number that a template gives to an object.
package struct Naming: Sendable, Hashable {
  /// What templates ask for, for example `ike_peer`.
  package var key: String
  /// With `{index}` for the connection's number from 1, `{number}` for the first free number plus index - 1,
  /// `{first}` for the first free number, `{site}` for the site's name.
  package var pattern: String
  /// Kind of `defines` whose name limit it keeps, or range that its number lies in.
  package var kind: String?
  /// First number that is tried for `{number}` and `{first}`.
  package var start: Int?

  package static let placeholders = ["index", "number", "first", "site"]
}

/// How a key looks in a running file when the device has encoded it.
///
/// Either the text tells (`prefix`, `suffix`, `exact`), or a word before it does (`words` of the statement's
/// capture `capture`).
package struct KeyEncoding: Sendable, Hashable {
  package var name: String
  package var prefix: String?
  package var suffix: String?
  /// The whole text, for example `*****`.
  package var exact: String?
  package var capture: String?
  package var words: [String]
  package var kind: Kind

  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Cannot be compared with a key.
    case opaque
    /// Can be undone by anyone; still not to be shown.
    case reversible
    /// Cannot be undone, by the device neither.
    case hash
    /// Not there at all: stars or a remark of the collector.
    case masked
  }
}

extension KeyEncoding {
  /// Whether a key's text, in a statement with these other captures, is encoded this way.
  package func matches(_ key: ArraySlice<UInt8>, capture value: (String) -> String?) -> Bool {
    if let capture {
      guard let text = value(capture), words.contains(text.lowercased()) else { return false }
      return true
    }
    if let exact { return key.elementsEqual(exact.utf8) }
    let prefix = Array((prefix ?? "").utf8)
    let suffix = Array((suffix ?? "").utf8)
    return key.count > prefix.count + suffix.count && key.starts(with: prefix)
      && key.suffix(suffix.count).elementsEqual(suffix)
  }
}
