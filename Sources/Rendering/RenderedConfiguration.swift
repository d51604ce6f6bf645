package import Jinja
package import PlatformModel
package import Secrets

/// The configuration of one device, with placeholders where keys belong.
package struct RenderedConfiguration: Sendable {
  /// The text with placeholders; nothing secret in it.
  package let bytes: [UInt8]
  /// Names and numbers that each connection's objects got, by key, with `peer` (the gateway's address) and `tunnel`.
  package let names: [[String: String]]
  /// The keys that the text asks for.
  package let references: Set<SecretReference>
  /// How the device writes comments.
  package let comments: Comments
  /// Where each line comes from; `nil` unless asked for.
  package var sourceMap: SourceMap?

  /// The text for eyes: every line that needs a key is a comment with the key's tag, so that a paste cannot set it.
  ///
  /// A key without a tag at hand shows where it is kept.
  package func masked(tags: [SecretReference: KeyTag] = [:]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 64)
    var start = 0
    /// Writes bytes behind a key up to the next one; the comment ends with the line.
    func write(_ rest: ArraySlice<UInt8>, isComment: Bool) {
      let end = isComment ? rest.firstIndex(of: 0x0A) ?? rest.endIndex : rest.startIndex
      output += rest[..<end]
      if isComment { output += comments.suffix.utf8 }
      output += rest[end...]
    }
    for placeholder in SecretPlaceholder.all(in: bytes) {
      let range = placeholder.range
      // Several keys on one line: it is a comment already after the first.
      let lineStart = bytes[start..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? start
      let isFreshLine = lineStart > start || start == 0 || bytes[start - 1] == 0x0A
      write(bytes[start..<lineStart], isComment: start > 0 && lineStart > start)
      if isFreshLine {
        let text = bytes[lineStart...].firstIndex { $0 != 0x20 } ?? lineStart
        output += bytes[lineStart..<text]
        output += comments.maskedKey.utf8
        output += bytes[text..<range.lowerBound]
      } else {
        output += bytes[lineStart..<range.lowerBound]
      }
      let shown =
        tags[placeholder.reference]?.description ?? SecretPlaceholder.token(for: placeholder.reference)
      output += shown.utf8
      start = range.upperBound
    }
    write(bytes[start...], isComment: start > 0)
    return output
  }

  /// The text that the device can run, with the keys in clear.
  package func runnable(resolver: SecretResolver) throws(SecretError) -> [UInt8] {
    try SecretInjector(allowed: references, resolver: resolver).inject(into: bytes)
  }
}
