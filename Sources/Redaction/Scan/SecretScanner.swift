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
    let start = text.prefix(4096)
    guard let first = start.firstIndex(where: { $0 > 0x20 && $0 < 0x80 }), start[first] == UInt8(ascii: "<")
    else {
      return false
    }
    // A prompt stands in such signs too; a document has an end tag somewhere, or says what it is.
    return start[first...].starts(with: Array("<?xml".utf8))
      || text.prefix(1 << 16).firstRange(of: Array("</".utf8)) != nil
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
