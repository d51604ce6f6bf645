import ArgumentParser
import Diagnostics
import Jinja
import OrderedJSON
import Rendering
import Validation

struct TemplateLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check templates without rendering them.",
    discussion: """
      Finds mistakes in the grammar, undefined variables, unknown filters and tests, missing includes, sets, macros and \
      imports that nobody uses, branches that are never reached, and tabs and trailing blanks in the output. Undefined \
      is what docs/templates.md does not list; --context holds the templates against a document instead, and \
      --context none against nothing. Names of includes are paths below the nearest folder templates. Exit code 3 \
      when a finding is at or above --fail-on.

      Examples:
        peerconf template lint templates
        peerconf template lint templates/acme/main.j2 --fail-on warning
        peerconf template lint site.j2 --context site.json --format sarif > findings.sarif
      """)

  @Argument(help: "Templates, or folders with *.j2, *.jinja and *.jinja2.")
  var paths: [String]
  @Option(help: "What the templates get, a JSON object; - is stdin; none: nothing is known about it.")
  var context: String?
  @OptionGroup var findings: FindingOptions
  @Option(help: "text, json, sarif or junit.")
  var format: ValidateCommand.Format = .text

  func run() throws {
    let shape = try context.map(TemplateLintCommand.shape) ?? TemplateVariables.shape
    let sets = try TemplateSet.sets(of: paths)
    let found = try sets.flatMap { try $0.findings(context: shape) }
    let report = Validation.Report(found)
    let tool = ToolIdentity.own
    switch format {
    case .text:
      StandardOutput.write(report.text())
      StandardError.note("\(counted(sets.reduce(0) { $0 + $1.asked.count }, "template")), \(report.tally)")
    case .json: StandardOutput.write(report.json(tool: tool).text())
    case .sarif: StandardOutput.write(report.sarif(tool: tool, rules: RuleBook.all).text())
    case .junit:
      StandardOutput.write(report.junit(tool: tool, failOn: findings.failOn, suite: "template lint"))
    }
    try findings.end(report.outcome(failOn: findings.failOn))
  }

  private static func shape(_ path: String) throws -> ContextShape {
    if path == "none" { return .any }
    let file = try InputFile(reading: path)
    guard let json = try? JSON(parsing: file.bytes), json.object != nil else {
      throw InputError(
        "\(path) is no JSON object", at: SourcePlace(source: path),
        remedy: "Give the templates' variables as members of one object.")
    }
    return ContextShape(json)
  }
}
