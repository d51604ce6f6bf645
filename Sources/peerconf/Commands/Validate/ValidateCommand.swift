import ArgumentParser
import ChangeTicket
import ConfigTree
import Diagnostics
import ConfigDiff
import OrderedJSON
import PlatformModel
import Secrets
import Validation

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a device's file, by itself and against an intent.",
    discussion: """
      Exit code 3 when a finding is at or above --fail-on. `peerconf explain RULE` says what a rule is about.

      Examples:
        peerconf validate running.cfg
        peerconf validate berlin.cfg --intent berlin.json --scope fragment
        peerconf validate running.cfg --intent berlin.json --fail-on warning --format sarif > findings.sarif
      """)

  /// How findings are written down.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case junit
  }

  @Argument(help: "The device's file; - is stdin.")
  var file: String
  @Option(help: "The intent that the file is held against, JSON or YAML; - is stdin.")
  var intent: String?
  @OptionGroup var device: PlatformOptions
  @OptionGroup var findings: FindingOptions
  @Option(help: "text, json, sarif or junit.")
  var format: Format = .text
  @Option(help: "full: the file is all that the device has; fragment: it comes on top of that.")
  var scope: Scope = .full
  @Flag(help: "Fetch the intent's keys, programs of cmd: references included, to check length and alphabet.")
  var resolveKeys = false

  func validate() throws {
    try InputFile.check([file, intent])
    guard !resolveKeys || intent != nil else {
      throw ValidationError("--resolve-keys needs --intent: only keys that it names are fetched")
    }
  }

  func run() throws {
    let input = try InputFile(reading: file)
    let intent = try self.intent.map { try IntentFile(reading: $0) }
    let context = try device.context(files: [input], intent: intent)
    let prepared = try context.prepared()
    let keys = resolveKeys ? intent.map { KeyRing($0.intent, runsPrograms: true) } ?? .empty : .empty
    let matched = prepared.matched(input.bytes, source: input.source)
    let facts = keys.keys.mapValues { KeyFacts(of: $0, platform: prepared.platform) }
    let report = prepared.validator.validate(
      ValidationInput(
        matched: matched,
        version: context.version(intent?.intent, running: input).flatMap { SoftwareVersion($0) },
        intent: intent?.intent, intentSource: intent?.source ?? "intent", isFragment: scope == .fragment,
        keyFacts: { facts[$0] }))
    // Remarks quote no lines: no tag needs to be made for them.
    let veil = Veil([prepared.hidden(matched)], keys: keys, tagKey: nil)
    let all = intent?.merged(with: report.findings) ?? report.findings
    try show(Validation.Report(veil.findings(all + keys.findings)))
  }

  private func show(_ report: Validation.Report) throws {
    let tool = ToolIdentity.own
    switch format {
    case .text:
      StandardOutput.write(report.text())
      StandardError.note(report.tally)
    case .json: StandardOutput.write(report.json(tool: tool).text())
    case .sarif: StandardOutput.write(report.sarif(tool: tool, rules: RuleBook.all).text())
    case .junit: StandardOutput.write(report.junit(tool: tool, failOn: findings.failOn))
    }
    try findings.end(report.outcome(failOn: findings.failOn))
  }
}
