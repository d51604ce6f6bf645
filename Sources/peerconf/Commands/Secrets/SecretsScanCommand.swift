import ArgumentParser
import Diagnostics
import OrderedJSON
import PlatformModel
import Redaction
import Secrets
import Validation

struct SecretsScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "List the secrets in devices' files, without showing them.",
    discussion: """
      Each has its place, its kind, how it is encoded, and a tag: equal secrets have equal tags in all files of the \
      workspace. In clear is an error, an encoding that anybody can undo a warning, the rest a note.

      Examples:
        peerconf secrets scan running.cfg
        peerconf secrets scan backups/*.cfg --format json --exit-zero
        peerconf secrets scan running.cfg --fail-on warning --format sarif > secrets.sarif
      """)

  /// How findings are written down.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
  }

  @Argument(help: "Devices' files; - is stdin.")
  var files: [String]
  @OptionGroup var platform: SecretsPlatformOptions
  @OptionGroup var findings: FindingOptions
  @Option(help: "text, json or sarif.")
  var format: Format = .text

  func validate() throws { try InputFile.check(files) }

  func run() throws {
    let workspace = try platform.workspace.locate()
    var reader = try SecretsReader(platform, workspace)
    var redactor: Redactor?
    var all: [Finding] = []
    var documents: [JSON] = []
    for path in files {
      let input = try reader.read(path)
      if redactor == nil, !input.hits.isEmpty {
        redactor = Redactor(under: workspace.tagKeyForShowing(isNeeded: true))
      }
      let tags = redactor?.tags(of: input.hits, in: input.file.bytes) ?? []
      let found = zip(input.hits, tags).map { hit, tag in
        hit.finding(source: input.file.source, tag: tag, platform: input.platform)
      }
      all += found
      if format == .json { documents.append(document(input, tags, found)) }
    }
    let report = Validation.Report(all)
    let tool = ToolIdentity.own
    switch format {
    case .text:
      StandardOutput.write(report.text())
      StandardError.note(report.tally)
    case .json:
      StandardOutput.write(Report.document("peerconf.secrets/1", ["files": .array(documents)]).text())
    case .sarif: StandardOutput.write(report.sarif(tool: tool, rules: RuleBook.all).text())
    }
    try findings.end(report.outcome(failOn: findings.failOn))
  }

  private func document(_ input: SecretsInput, _ tags: [String], _ findings: [Finding]) -> JSON {
    let secrets = zip(zip(input.hits, tags), findings).map { pair, finding -> JSON in
      let (hit, tag) = pair
      let row = hit.row.map { input.scanner.table.rows[$0] }
      return [
        "line": JSON(hit.line), "column": JSON(hit.column), "kind": .string(hit.kind.rawValue),
        "encoding": .string(hit.encoding.rawValue), "encoding_name": JSON(hit.encodingName),
        "weak": .bool(hit.isWeak), "tag": .string(tag), "rule": .string(finding.rule),
        "severity": .string(finding.severity.rawValue), "in_table": .bool(row != nil),
        "confidence": JSON(row?.provenance.confidence.rawValue),
      ]
    }
    return [
      "source": .string(input.file.source), "platform": JSON(input.platform), "secrets": .array(secrets),
    ]
  }
}
