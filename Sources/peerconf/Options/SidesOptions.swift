import ArgumentParser
import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics
import PlatformModel
import Rendering

/// The two sides of a comparison: what the device has, and what it is to have.
struct SidesOptions: ParsableArguments {
  @Argument(help: "The device's present file; - is stdin.")
  var running: String
  @Argument(help: "What it is to have: a configuration, or an intent (JSON or YAML); - is stdin.")
  var intended: String
  @OptionGroup var device: PlatformOptions
  @Option(
    help:
      "The intent that the device was set up from before: what it brought and INTENDED lacks is to go. Without it such lines stay."
  )
  var previous: String?
  @Option(help: "fragment: INTENDED speaks only for what it mentions; full: for the whole device.")
  var scope: Scope = .fragment
  @Flag(help: "Run the programs of cmd: references to compare their keys.")
  var resolveKeys = false

  func validate() throws { try InputFile.check([running, intended, previous]) }
}

/// Both sides, read and matched.
struct Sides {
  let context: DeviceContext
  let device: PreparedPlatform
  let running: MatchedDocument
  let intended: MatchedDocument
  /// What was intended before.
  let previous: PreviousFragment?
  /// `nil` when the intended side is a configuration.
  let intent: IntentFile?
  let version: SoftwareVersion?
  let keys: KeyRing
  /// Remarks about the intent and its rendering.
  let findings: [Finding]
  let scope: Scope
}

extension SidesOptions {
  /// Reads both files and renders an intent.
  ///
  /// `runsPrograms`: whether keys behind `cmd:` are fetched as well, because they will be written.
  ///
  /// - Throws: `InputError` for files that cannot be used, `Process.Ending` when the device cannot express the intent.
  func read(runsPrograms: Bool = false) throws -> Sides {
    let runningFile = try InputFile(reading: running)
    let intendedFile = try InputFile(reading: intended)
    let intent = IntentFile.isIntent(intendedFile.bytes) ? try IntentFile(intendedFile) : nil
    let files = intent == nil ? [runningFile, intendedFile] : [runningFile]
    let context = try device.context(files: files, intent: intent)
    let prepared = try context.prepared()
    let version = context.version(intent?.intent, running: runningFile)
    var bytes = intendedFile.bytes
    var findings: [Finding] = []
    if let intent { (bytes, findings) = try context.configuration(of: intent, version) }
    let previous = try previous.map { try context.previous($0, of: intent, prepared, version) }
    let keys = intent.map { KeyRing($0.intent, runsPrograms: resolveKeys || runsPrograms) } ?? .empty
    return Sides(
      context: context, device: prepared,
      running: prepared.matched(runningFile.bytes, source: runningFile.source),
      intended: prepared.matched(bytes, source: intent == nil ? intendedFile.source : BundleLayout.intended),
      previous: previous, intent: intent, version: version.flatMap { SoftwareVersion($0) }, keys: keys,
      findings: findings + keys.findings,
      scope: scope)
  }
}

extension DeviceContext {
  /// What was intended before.
  ///
  /// - Throws: `Process.Ending` when it is nothing that the new intent can follow.
  fileprivate func previous(
    _ path: String, of intent: IntentFile?, _ device: PreparedPlatform, _ version: String?
  ) throws -> PreviousFragment {
    guard let intent else {
      throw ValidationError(
        "--previous goes with an intent; what a configuration lacks cannot be told to be yours")
    }
    let file = try IntentFile(reading: path)
    let rendered = try PreviousFragment.rendered(
      file.intent, source: file.source, as: intent.intent, renderer: try renderer(), device: device,
      options: RenderOptions(softwareVersion: version, tool: Tool.name))
    guard case .fit(let previous) = rendered else {
      StandardError.write(Report.text(rendered.findings))
      throw Process.Ending(outcome: .findings)
    }
    return previous
  }

  /// - Throws: `Process.Ending` when the device cannot express the intent.
  fileprivate func configuration(
    of intent: IntentFile, _ version: String?
  ) throws -> (bytes: [UInt8], findings: [Finding]) {
    let result = try renderer().render(
      intent.intent, options: RenderOptions(softwareVersion: version, tool: Tool.name))
    let findings = intent.merged(with: result.findings)
    guard let configuration = result.configuration else {
      StandardError.write(Report.text(findings))
      throw Process.Ending(outcome: .findings)
    }
    return (configuration.bytes, findings)
  }
}

extension Sides {
  var diff: TreeDiff {
    let comparing = KeyComparing(
      running: running, intended: intended, platform: device.platform, keys: keys.keys)
    return TreeDiff(
      running: running, intended: intended,
      options: DiffOptions(
        scope: scope, owned: previous.ownership(in: running), keys: comparing.comparator))
  }

  /// Lets a simulated device carry out a plan.
  func prove(_ plan: ChangePlan, keys handling: ChangePlan.Keys) -> PlanProof {
    PlanProver(
      device: device, running: running, intended: intended, previous: previous, scope: scope,
      handling: handling, keys: keys.keys
    ).prove(plan)
  }
}
