import ArgumentParser
import Diagnostics
import OrderedJSON

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule: what its findings mean, why it matters, and what to do.",
    discussion: """
      Takes the id in brackets at the end of a finding. Without a rule, all of them are listed.

      Examples:
        peerconf explain
        peerconf explain reference-undefined
        peerconf explain --format json
      """)

  @Argument(help: "The id of the rule, as findings show it.")
  var rule: String?
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let rules = try rule.map { [try ExplainCommand.named($0)] } ?? RuleBook.all
    switch format {
    case .json:
      StandardOutput.write(
        Report.document("peerconf.rules/1", ["rules": .array(rules.map(ExplainCommand.json))]).text())
    case .text where rule != nil:
      StandardOutput.write(rules.map(\.text).joined())
    case .text:
      let rows = rules.map { [$0.id, $0.severity.rawValue, $0.title] }
      StandardOutput.write(TextTable(header: ["RULE", "SEVERITY", "FINDS"], rows: rows).text())
    }
  }

  private static func named(_ id: String) throws(InputError) -> RuleDescription {
    if let rule = RuleBook.rule(id) { return rule }
    let near = RuleBook.suggestions(for: id).prefix(3)
    throw InputError(
      "there is no rule '\(Printable.text(id))'",
      remedy: near.isEmpty
        ? "`peerconf explain` lists them." : "Did you mean \(near.joined(separator: " or "))?")
  }

  private static func json(_ rule: RuleDescription) -> JSON {
    [
      "id": .string(rule.id), "severity": .string(rule.severity.rawValue), "title": .string(rule.title),
      "why": .string(rule.why), "remedy": .string(rule.remedy), "example": .string(rule.example),
    ]
  }
}
