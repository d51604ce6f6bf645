package import PlatformModel

/// Finds the secrets of files of one platform, by its table and by the net below it.
package struct SecretScanner: Sendable {
  package let table: SecretTable

  /// `nil`: a file of no known platform, for which there is the net alone.
  package init(_ platform: Platform?) { table = SecretTable(platform) }

  /// All secrets of a file in its order, none in another.
  ///
  /// It takes any bytes, in time and memory linear in their number.
  package func scan(_ bytes: [UInt8]) -> [SecretHit] {
    bytes.withUnsafeBufferPointer { text in
      let hits: [SecretHit]
      if table.isXML || table.rows.isEmpty && looksLikeXML(text) {
        var scanner = ElementScanner(table, text)
        scanner.scan()
        hits = scanner.hits
      } else {
        hits = table.code.withReader { reader in
          var scanner = LineScanner(table, text, reader)
          scanner.scan()
          return scanner.hits
        }
      }
      return SecretScanner.separate(hits)
    }
  }

  private func looksLikeXML(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.prefix(4096).first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
  }

  /// Drops what stands in a part of the file that an earlier secret has taken.
  private static func separate(_ hits: [SecretHit]) -> [SecretHit] {
    var end = 0
    return hits.filter { hit in
      guard let first = hit.pieces.first, let last = hit.pieces.last, first.lowerBound >= end else {
        return false
      }
      end = last.upperBound
      return true
    }
  }
}
