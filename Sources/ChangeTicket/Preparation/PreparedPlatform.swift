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
  /// Without the rules about the intent alone that rendering has asked already.
  let ticketValidator: Validator

  /// Compiles the platform's statements.
  package init(_ platform: Platform) throws(PatternError) {
    self.platform = platform
    grammar = try Grammar(platform.statements, syntax: platform.written)
    reader = PlatformReader(platform, grammar)
    scanner = SecretScanner(platform.inWrittenForm)
    validator = Validator(platform: platform, grammar: grammar)
    let rules = RuleCatalog.all.filter { $0.id != "algorithm-unsupported" }
    ticketValidator = Validator(platform: platform, grammar: grammar, rules: rules)
  }

  /// Reads a file and matches it.
  package func matched(_ bytes: [UInt8], source: String) -> MatchedDocument {
    reader.matched(bytes, source: source)
  }

  /// What of a file people must not see.
  package func hidden(_ matched: MatchedDocument) -> HiddenParts { HiddenParts(matched, scanner) }
}
