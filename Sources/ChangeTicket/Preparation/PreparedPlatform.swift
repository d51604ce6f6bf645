package import ConfigTree
package import PlatformModel
import Redaction
package import Validation

/// A platform with everything that is made once and used for every site.
package struct PreparedPlatform: Sendable {
  package let platform: Platform
  package let grammar: Grammar
  package let validator: Validator
  /// Finds the places of keys.
  private let scanner: SecretScanner
  private let reader: PlatformReader
  /// Where the platform's documents are in another form than its texts: a grammar that knows nothing, and where keys stand.
  private let asWritten: (grammar: Grammar, scanner: SecretScanner)?
  /// Without the rules about the intent alone that rendering has asked already.
  let ticketValidator: Validator

  /// Compiles the platform's statements.
  package init(_ platform: Platform) throws(PatternError) {
    self.platform = platform
    grammar = try Grammar(platform.statements, syntax: platform.written)
    reader = PlatformReader(platform, grammar)
    scanner = SecretScanner(platform.inWrittenForm)
    if case .pathCommands = platform.written {
      asWritten = (try Grammar([], syntax: platform.written), SecretScanner(platform))
    } else {
      asWritten = nil
    }
    validator = Validator(platform: platform, grammar: grammar)
    let rules = RuleCatalog.all.filter { $0.id != "algorithm-unsupported" }
    ticketValidator = Validator(platform: platform, grammar: grammar, rules: rules)
  }

  /// Reads a file and matches it.
  package func matched(_ bytes: [UInt8], source: String) -> MatchedDocument {
    reader.matched(bytes, source: source)
  }

  /// A text of ours in the notation that it was written in, and what of it people must not see.
  ///
  /// Documents of a device with menus say the same in another form.
  package func written(_ bytes: [UInt8], source: String) -> HiddenParts {
    guard let asWritten else { return hidden(matched(bytes, source: source)) }
    let document = platform.written.parse(bytes, source: source)
    return HiddenParts(asWritten.grammar.match(document), asWritten.scanner)
  }

  /// What of a file people must not see.
  package func hidden(_ matched: MatchedDocument) -> HiddenParts { HiddenParts(matched, scanner) }
}
