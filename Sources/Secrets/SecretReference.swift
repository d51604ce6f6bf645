/// Where a key is kept: `env:NAME`, `file:PATH` or `cmd:COMMAND ARGUMENTS`.
///
/// Documents hold references, never keys; ``SecretResolver`` fetches the key at the last moment.
package struct SecretReference: Sendable, Hashable {
  /// The reference as it was written.
  package let text: String
  package let source: Source

  package enum Source: Sendable, Hashable {
    /// A variable of the process environment.
    case environment(name: String)
    /// A file that only its owner may read.
    case file(path: String)
    /// A program and its arguments, started without a shell; its standard output is the key.
    case command([String])
  }

  /// Longest reference that is accepted, in bytes.
  private static let lengthLimit = 1024

  /// Reads a reference.
  ///
  /// - Throws: ``SecretError`` of kind `.reference` that says what is wrong with the text.
  package init(parsing text: String) throws(SecretError) {
    func wrong(_ reason: String) -> SecretError {
      SecretError(kind: .reference, reference: text, reason: reason)
    }
    guard text.utf8.count <= SecretReference.lengthLimit else {
      throw SecretError(kind: .reference, reference: "…", reason: "it is longer than 1024 bytes")
    }
    guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw wrong("it holds a control character")
    }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      // The text may be a key that was put here by mistake: it is not repeated.
      throw SecretError(kind: .reference, reference: "…", reason: "it names no source")
    }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "env":
      guard SecretReference.isVariableName(rest) else { throw wrong("it is no name of a variable") }
      source = .environment(name: rest)
    case "file":
      guard !rest.isEmpty else { throw wrong("the path is empty") }
      source = .file(path: rest)
    case "cmd":
      guard let words = SecretReference.words(rest) else { throw wrong("a quote is not closed") }
      guard let program = words.first, !program.isEmpty else { throw wrong("the command is empty") }
      source = .command(words)
    default:
      throw SecretError(kind: .reference, reference: "…", reason: "it names no source")
    }
    self.text = text
  }

  private static func isVariableName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first < UInt8(ascii: "0") || first > UInt8(ascii: "9") else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  /// Splits at blanks; `'…'` and `"…"` keep blanks inside a word, there are no escapes.
  private static func words(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == quote {
        quote = nil
      } else if quote != nil {
        word?.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
        word = word ?? ""
      } else if scalar == " " {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    if let word { words.append(word) }
    return quote == nil ? words : nil
  }
}

extension SecretReference: CustomStringConvertible {
  package var description: String { text }
}
