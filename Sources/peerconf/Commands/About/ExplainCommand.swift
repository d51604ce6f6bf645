import ArgumentParser
import Diagnostics
import Validation

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a validation rule: what it finds, why, and what to do.",
    discussion: """
      Without a rule, all of them are listed.

      Examples:
        peerconf explain
        peerconf explain reference-undefined
      """)

  @Argument(help: "The id of the rule, as findings show it.")
  var rule: String?

  func run() throws {
    guard let rule else {
      let rows = RuleCatalog.all.map { [$0.id, $0.severity.rawValue, $0.title] }
      StandardOutput.write(TextTable(header: ["RULE", "SEVERITY", "FINDS"], rows: rows).text())
      return
    }
    guard let text = RuleCatalog.explain(rule) else {
      let near = RuleCatalog.suggestions(for: rule).prefix(3)
      throw InputError(
        "there is no rule '\(rule)'",
        remedy: near.isEmpty
          ? "`peerconf explain` lists them." : "Did you mean \(near.joined(separator: " or "))?")
    }
    StandardOutput.write(text)
  }
}
