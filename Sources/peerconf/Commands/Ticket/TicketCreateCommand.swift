import ArgumentParser
import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics
import Secrets
import VPNIntent
import Validation

struct TicketCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Prepare a site's change and write the bundle for its ticket.",
    discussion: """
      The bundle has a summary, the configuration, commands and rollback, the difference, findings, plan and proof; no \
      key is in it unless --runnable asks for files with keys (mode 0600). stdout has the SHA-256 of its manifest, which \
      stands for every byte. Exit code 2 when there is something to do, 3 when findings are in the way.

      Examples:
        peerconf ticket create berlin.json --running berlin.cfg -o tickets/berlin
        peerconf ticket create berlin.json --running berlin.cfg --keys set --replace -o tickets/berlin
        peerconf ticket create berlin.json --running berlin.cfg --previous old/berlin.json -o tickets/new
        peerconf ticket create berlin.json -o tickets/berlin > berlin.sha256; sha256sum -c berlin.sha256
      """)

  @Argument(help: "The intent, JSON or YAML; - is stdin.")
  var intent: String
  @Option(help: "The device's present file; without it the device is new. - is stdin.")
  var running: String?
  @Option(
    help:
      "The intent that the device was set up from before: what it brought and the new one lacks is to go.")
  var previous: String?
  @Option(help: "The peer configuration that the cloud exported; its hash goes into the manifest.")
  var export: String?
  @OptionGroup var device: PlatformOptions
  @Option(name: .shortAndLong, help: "The directory to write.")
  var output: String
  @Flag(help: "Put files with keys in clear into the bundle as well, readable by their owner only.")
  var runnable = false
  @Flag(help: "Replace a bundle that is there.")
  var replace = false
  @Option(help: "keep or set: what happens to keys of which nobody can tell whether they are right.")
  var keys: ChangePlan.Keys = .keep
  @Option(help: "fragment: the intent speaks only for what it mentions; full: for the whole device.")
  var scope: Scope = .fragment
  @Flag(help: "Run the programs of cmd: references to compare their keys.")
  var resolveKeys = false
  @OptionGroup var findings: FindingOptions

  func validate() throws {
    try InputFile.check([intent, running, previous, export])
    guard output != "-" else { throw ValidationError("-o takes a directory") }
  }

  func run() throws {
    try BundleWriter.check(output, replace: replace)
    let file = try IntentFile(reading: intent)
    let runningFile = try running.map { try InputFile(reading: $0) }
    let previousFile = try previous.map { try IntentFile(reading: $0) }
    let exported = try export.map { try InputFile(reading: $0) }
    let context = try device.context(files: [runningFile].compactMap(\.self), intent: file)
    let ring = KeyRing(file.intent, runsPrograms: resolveKeys || runnable)
    if runnable { try ring.requireAll() }
    let preparation = try TicketPreparation(context, tool: .own)
    if let runningFile { try preparation.check(runningFile) }
    if running == nil, let named = file.intent.device.running {
      StandardError.note(
        "planned as for a new device; the intent names \(named): give it with --running if it is the device's file"
      )
    }

    var options = ChangeOptions()
    options.scope = scope
    options.keys = keys
    options.failOn = findings.failOn
    options.isRunnable = runnable
    options.includesExport = runnable && exported != nil
    let site = try preparation.prepare(
      file, previous: previousFile, running: runningFile, exported: exported, keys: ring, options: options)
    let names = [
      BundleLayout.running: runningFile?.source ?? BundleLayout.running,
      BundleLayout.previous: previousFile?.source ?? BundleLayout.previous,
      BundleLayout.intended: "\(output)/\(BundleLayout.intended)",
      TicketPreparation.intentSource: file.source,
    ]
    show(file, site.report, names: names)
    guard case .prepared(let change) = site else { throw Process.Ending(outcome: .findings) }
    try BundleWriter.write(change.bundle, to: output, replace: replace)
    StandardOutput.write(TicketPreparation.line(change.bundle.identity, output))
    StandardError.note("wrote \(output): \(summary(change))")
    try findings.end(change.outcome)
  }

  /// The findings under the names that the user knows.
  private func show(_ file: IntentFile, _ report: Validation.Report, names: [String: String]) {
    let found = report.findings.map { finding in
      var finding = finding
      if let source = finding.place?.source, let name = names[source] { finding.place?.source = name }
      return finding
    }
    StandardError.write(Report.text(file.merged(with: found)))
  }

  private func summary(_ change: PreparedChange) -> String {
    let proof = change.proof.holds ? "the proof holds" : "the proof does not hold: do not apply them"
    let commands =
      change.plan.isEmpty
      ? "nothing to do"
      : "\(change.plan.tally); \(proof)"
    return "\(commands); \(change.report.tally)"
  }
}
