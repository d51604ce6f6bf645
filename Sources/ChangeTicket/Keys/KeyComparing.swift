package import ConfigDiff
package import ConfigTree
package import PlatformModel
package import Secrets

/// Compares keys of a device's file with those of the intended one.
///
/// A stand-in counts as the key behind it, when that is at hand. What the device has encoded, starred out or salted
/// cannot be compared with anything but the same bytes.
package struct KeyComparing: Sendable {
  private let running: MatchedDocument
  private let intended: MatchedDocument
  private let platform: Platform
  private let keys: [SecretReference: Secret]

  package init(
    running: MatchedDocument, intended: MatchedDocument, platform: Platform, keys: [SecretReference: Secret]
  ) {
    self.running = running
    self.intended = intended
    self.platform = platform
    self.keys = keys
  }

  /// The comparison for the differ.
  package var comparator: KeyComparator { { compare($0, $1) } }

  func compare(_ present: ArraySlice<UInt8>, _ wanted: ArraySlice<UInt8>) -> KeyComparison {
    let (present, wanted) = (bare(present), bare(wanted))
    if present == wanted { return .equal }
    guard let wantedKey = clear(wanted), let presentKey = clear(present), !isEncoded(present, in: running),
      !isEncoded(wanted, in: intended)
    else { return .unverifiable }
    return presentKey == wantedKey ? .equal : .different
  }

  /// The key without the quotes that a file may have around it.
  private func bare(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    intended.grammar.quotes ? Words.bare(key) : key
  }

  /// The key in clear; `nil` for a stand-in whose key is not at hand.
  private func clear(_ key: ArraySlice<UInt8>) -> [UInt8]? {
    guard let placeholder = SecretPlaceholder.all(in: key).first, placeholder.range.count == key.count else {
      return Array(key)
    }
    return keys[placeholder.reference]?.withExposedText { Array($0.utf8) }
  }

  private func isEncoded(_ key: ArraySlice<UInt8>, in file: MatchedDocument) -> Bool {
    // Whatever the words around it say, behind a stand-in is a key in clear.
    guard SecretPlaceholder.all(in: key).isEmpty else { return false }
    let node = node(around: key, in: file)
    return platform.keyEncodings.contains { encoding in
      encoding.matches(key) { name in node.flatMap { file.string(name, of: $0) } }
    }
  }

  /// The line that a slice of the file was taken from; `nil` for one that was made otherwise.
  private func node(around key: ArraySlice<UInt8>, in file: MatchedDocument) -> Int? {
    let nodes = file.document.nodes
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].bytes.upperBound <= key.startIndex { low = middle + 1 } else { high = middle }
    }
    guard low < nodes.count, nodes[low].text.contains(key.startIndex),
      nodes[low].text.upperBound >= key.endIndex,
      file.document.bytes[key.indices] == key
    else { return nil }
    return low
  }
}
