package import ConfigDiff
package import ConfigTree
package import PlatformModel

/// Configurations as people may see them.
package enum MaskedText {
  /// The file line by line, every key replaced in its place: for diffs.
  package static func inPlace(_ parts: HiddenParts, mask: KeyMask) -> [UInt8] {
    text(parts, mask: mask, comments: nil)
  }

  /// The file with every line that needs a key as a comment, so that a paste can never set a stand-in.
  package static func commented(_ parts: HiddenParts, mask: KeyMask, comments: Comments) -> [UInt8] {
    text(parts, mask: mask, comments: comments)
  }

  /// One command, as a comment when it needs a key or when the sieve finds one in it.
  package static func command(
    _ line: ConfigLine, mask: KeyMask, comments: Comments, sieve: KeySieve? = nil
  ) -> String {
    let text = line.text(mask: mask.forLines)
    let clean = sieve.map { String(decoding: $0.clean(Array(text.utf8)), as: UTF8.self) } ?? text
    return line.secrets.isEmpty && clean == text ? text : comments.maskedKey + clean + comments.suffix
  }

  /// The commands of a plan, one a line, one blank a level; those that need a key are comments.
  package static func commands(
    _ steps: [CommandStep], mask: KeyMask, comments: Comments, sieve: KeySieve
  ) -> String {
    steps.map { step in
      String(repeating: " ", count: step.path.count)
        + command(step.line, mask: mask, comments: comments, sieve: sieve) + "\n"
    }.joined()
  }

  private static func text(_ parts: HiddenParts, mask: KeyMask, comments: Comments?) -> [UInt8] {
    let edits = MaskedEdits(parts, mask: mask, comments: comments)
    return edits.text(of: 0..<parts.matched.document.bytes.count)
  }
}
