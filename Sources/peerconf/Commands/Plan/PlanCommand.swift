import ArgumentParser
import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics
import VPNIntent
import PlatformModel
import Secrets
import Validation

extension ChangePlan.Keys: ExpressibleByArgument {}

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan the change from what a device has to what it is to have, and prove it.",
    discussion: """
      Exit code 2 when there is something to do, 3 when the proof fails or something is in the way. On stdout lines that \
      need a key are comments. With -o DIR the commands are written as they can be typed in: apply.cfg and rollback.cfg \
      (mode 0600, keys in clear), with plan.json, which holds the proof and no key. When the proof fails, plan.json is \
      written alone. For a device that takes no commands, apply.cfg is its whole new file and rollback.cfg the present one.

      Examples:
        peerconf plan running.cfg berlin.json
        peerconf plan running.cfg berlin.json --format rollback
        peerconf plan running.cfg berlin.json --keys set -o change
      """)

  /// What is printed of a plan.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case commands
    case rollback
    case json

    fileprivate var fileName: String {
      switch self {
      case .commands: BundleLayout.apply
      case .rollback: BundleLayout.rollback
      case .json: BundleLayout.plan
      }
    }
  }

  @OptionGroup var sides: SidesOptions
  @Option(help: "keep or set: what happens to keys of which nobody can tell whether they are right.")
  var keys: ChangePlan.Keys = .keep
  @Option(help: "commands, rollback or json.")
  var format: Format = .commands
  @Option(name: .shortAndLong, help: "The directory to write commands, rollback and plan.json into.")
  var output: String?
  @Flag(help: "Print commands or rollback with keys in clear.")
  var showKeys = false
  @Flag(help: "Replace the directory when it holds a plan already.")
  var replace = false
  @OptionGroup var findings: FindingOptions

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("-o takes a directory; without it the plan goes to stdout")
    }
    guard !showKeys || output == nil && format != .json else {
      throw ValidationError("--show-keys is for commands and rollback on stdout; with -o they have the keys")
    }
  }

  func run() throws {
    if let output { try BundleWriter.check(output, replace: replace, marker: BundleLayout.plan) }
    let sides = try sides.read(runsPrograms: needsKeys)
    for file in [sides.running, sides.intended] { try PresentFile.refuse(file) }
    let diff = sides.diff
    let plan = ChangePlan(diff, syntax: sides.device.platform.written, keys: keys)
    let proof = sides.prove(plan, keys: keys)
    let predicted = sides.device.matched(proof.predicted, source: BundleLayout.predicted)
    let veil = Veil(
      [sides.running, sides.intended, predicted].map(sides.device.hidden), keys: sides.keys,
      workspace: sides.context.workspace)
    let found =
      sides.findings + sides.running.document.findings + plan.findings + proof.findings
      + collisions(sides, diff, predicted) + broken(predicted, sides)
    let report = Validation.Report(veil.findings(found))
    let document = PlanDocument(
      tool: .own, site: sides.intent?.intent.site, platform: sides.device.platform.id, version: sides.version,
      scope: sides.scope, keys: keys, diff: diff, plan: plan, proof: proof, report: report)
    // A key that is missing is an error before anything is said or written.
    if needsKeys { try sides.keys.requireFitting(sides.device.platform) }
    let runnable = needsKeys ? try self.runnable(plan, sides.keys) : []
    StandardError.write(report.text())
    if let output {
      let json = BundleFile(name: BundleLayout.plan, content: veil.json(document.json(mask: veil.mask)))
      // What must not be applied is not laid out to be typed in.
      try BundleWriter.write(
        (proof.holds ? runnable : []) + [json], to: output, replace: replace, marker: BundleLayout.plan,
        mode: 0o700)
    } else if let shown = runnable.first(where: { $0.name == format.fileName }) {
      StandardOutput.show(shown.content)
    } else {
      show(plan, document, sides, veil)
    }
    StandardError.note(summary(plan, proof))
    try findings.end(report.outcome(failOn: findings.failOn), plan.isEmpty ? .done : .changes)
  }

  private var needsKeys: Bool { output != nil || showKeys }

  private func show(_ plan: ChangePlan, _ document: PlanDocument, _ sides: Sides, _ veil: Veil) {
    let masked = MaskedPlan(
      plan, device: sides.device, running: sides.running, mask: veil.mask, sieve: veil.sieve)
    switch format {
    case .commands: StandardOutput.show(masked.apply)
    case .rollback: StandardOutput.show(masked.rollback)
    case .json: StandardOutput.write(veil.json(document.json(mask: veil.mask)))
    }
  }

  /// The commands with keys in clear.
  private func runnable(_ plan: ChangePlan, _ keys: KeyRing) throws(SecretError) -> [BundleFile] {
    var files: [BundleFile] = []
    for (name, bytes) in [(BundleLayout.apply, plan.applied), (BundleLayout.rollback, plan.rolledBack)] {
      try keys.require(SecretPlaceholder.all(in: bytes).map(\.reference))
      files.append(
        BundleFile(name: name, content: KeyInjection.inject(keys.keys, into: bytes), mode: 0o600))
    }
    return files
  }

  /// What makes a file one that the device does not work with.
  private static let breaking: Set<String> = ["companion-line", "reference-undefined"]

  /// What the device demands of its file and the change leaves out; what is so today is no news.
  private func broken(_ predicted: MatchedDocument, _ sides: Sides) -> [Finding] {
    func demands(_ matched: MatchedDocument) -> [Finding] {
      sides.device.validator.validate(ValidationInput(matched: matched, version: sides.version)).findings
        .filter { Self.breaking.contains($0.rule) && $0.severity == .error }
    }
    let known = Set(demands(sides.running).map(\.message))
    return demands(predicted).filter { !known.contains($0.message) }
  }

  private func collisions(_ sides: Sides, _ diff: TreeDiff, _ predicted: MatchedDocument) -> [Finding] {
    guard let intent = sides.intent?.intent else { return [] }
    return sides.device.validator.sharedObjects(
      touched: diff.touchedBlocks, rewritten: diff.rewrittenSections, lost: diff.lostLines,
      running: sides.running, intended: sides.intended, intent: intent)
      + sides.device.validator.parts(running: sides.running, intent: intent)
      + sides.device.validator.rivals(predicted: predicted, intended: sides.intended, intent: intent)
  }

  private func summary(_ plan: ChangePlan, _ proof: PlanProof) -> String {
    let place = output.map { "wrote \($0): " } ?? ""
    guard !plan.isEmpty else { return "\(place)nothing to do" }
    return "\(place)\(plan.tally); "
      + (proof.holds
        ? "the proof holds"
        : "the proof does not hold: do not apply them" + (output == nil ? "" : ", they are not written"))
  }
}
