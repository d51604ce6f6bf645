package import ConfigTree
import Diagnostics
package import PlatformModel

/// Validates files of one platform; made once, used for many files.
package struct Validator: Sendable {
  package let platform: Platform
  package let grammar: Grammar
  private let rules: [any Rule]
  let traits: GrammarTraits
  private let readings: ReadingTable
  private let requirements: RequirementTable

  /// `grammar` is that of the platform's statements.
  package init(platform: Platform, grammar: Grammar, rules: [any Rule] = RuleCatalog.all) {
    self.platform = platform
    self.grammar = grammar
    self.rules = rules
    traits = GrammarTraits(grammar)
    readings = ReadingTable(platform, grammar)
    requirements = RequirementTable(platform)
  }

  /// Compiles the platform's statements itself.
  package init(platform: Platform, rules: [any Rule] = RuleCatalog.all) throws(PatternError) {
    self.init(
      platform: platform, grammar: try Grammar(platform.statements, syntax: platform.written), rules: rules)
  }

  /// Runs all rules; what the parser stumbled over is reported too.
  package func validate(_ input: ValidationInput) -> Report {
    let context = ValidationContext(
      input, platform: platform, traits: traits, readings: readings, requirements: requirements)
    var findings = input.matched.document.findings
    for rule in rules { findings += rule.check(context) }
    return Report(findings)
  }

  /// Whether anything of a connection can be read from files of the platform.
  package var readsParameters: Bool { readings.facts.contains(FactName.peerAddress) }

  /// What a file says, in neutral words.
  func facts(in matched: MatchedDocument) -> FactTable { FactTable(matched, readings, version: nil) }
}
