import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics
import OrderedJSON
import Platforms
import SafeFiles
import Secrets
import VPNIntent
import Validation

/// An intact bundle whose change is prepared a second time, so that what is typed in is what was approved.
struct OpenedTicket {
  private let directory: String
  private let manifest: BundleManifest
  private let preparation: TicketPreparation
  private let options: ChangeOptions
  /// The masked files that say what is done, by name.
  private let approved: [String: [UInt8]]

  private static let compared = [
    BundleLayout.intended, BundleLayout.apply, BundleLayout.rollback, BundleLayout.diff, BundleLayout.plan,
  ]

  /// The change once more, ready to be written.
  struct Again {
    /// What keeps it from being written.
    var findings: [Finding]
    var files: [BundleFile]
  }

  /// Reads what the bundle was made with; the bundle was verified before.
  ///
  /// - Throws: `InputError` for a bundle that this version cannot open.
  init(directory: String, manifest: BundleManifest, workspace: WorkspaceOptions) throws {
    self.directory = directory
    self.manifest = manifest
    var approved: [String: [UInt8]] = [:]
    for name in OpenedTicket.compared where manifest.files.contains(where: { $0.path == name }) {
      approved[name] = try SafeFile.read("\(directory)/\(name)", limit: 256 << 20)
    }
    self.approved = approved
    let place = SourcePlace(source: "\(directory)/\(BundleLayout.plan)")
    guard let plan = approved[BundleLayout.plan].flatMap({ try? JSON(parsing: $0) }),
      let scope = plan["scope"]?.string.flatMap(DiffOptions.Scope.init),
      let keys = plan["keys"]?.string.flatMap(ChangePlan.Keys.init)
    else { throw InputError("the plan cannot be read", at: place, remedy: "Make the bundle again.") }
    var options = ChangeOptions()
    options.scope = scope
    options.keys = keys
    self.options = options
    let workspace = try workspace.locate()
    let context = try DeviceContext(
      workspace, try Catalog(workspace: workspace.root), platform: manifest.platform,
      softwareVersion: plan["software_version"]?.string)
    preparation = try TicketPreparation(context, tool: manifest.tool)
  }

  /// Whether these are the files that the bundle was made from.
  func findings(about intent: IntentFile, running: InputFile?, previous: IntentFile?) -> [Finding] {
    func changed(_ what: String, _ source: String) -> Finding {
      Finding(
        rule: "bundle-input-changed", severity: .error, place: SourcePlace(source: source),
        message: "This is not the \(what) that the bundle was made from.",
        remedy: "Give the one that it was made from, or make the bundle again.")
    }
    var findings: [Finding] = []
    if manifest.input("intent") != Fingerprint(of: intent.intent) {
      findings.append(changed("intent", intent.source))
    }
    for (input, name, source, fingerprint) in [
      ("running", "running file", running?.source, running.map { Fingerprint(of: $0.bytes) }),
      ("previous", "previous intent", previous?.source, previous.map { Fingerprint(of: $0.intent) }),
    ] {
      switch (manifest.input(input), fingerprint) {
      case (let known?, let fingerprint?) where known != fingerprint:
        findings.append(changed(name, source ?? input))
      case (nil, _?):
        findings.append(changed("\(name) (there was none)", source ?? input))
      case (_?, nil):
        findings.append(
          Finding(
            rule: "bundle-input-missing", severity: .error, place: SourcePlace(source: directory),
            message: "The bundle was made from a \(name).", remedy: "Give it with --\(input)."))
      default: break
      }
    }
    return findings
  }

  /// Prepares the change with the keys that were at hand then, compares, and puts all keys in.
  func prepareAgain(
    _ file: IntentFile, previous: IntentFile?, running: InputFile?, keys: KeyRing
  ) throws -> Again {
    try keys.requireFitting(preparation.device.platform)
    let then = keys.filtered { reference in !isStandIn(reference) }
    let site = try preparation.prepare(
      file, previous: previous, running: running, exported: nil, keys: then, options: options)
    guard case .prepared(let change) = site else {
      return Again(findings: site.report.findings.filter { $0.severity == .error }, files: [])
    }
    var findings = OpenedTicket.compared.filter { approved[$0] != change.bundle[$0]?.content }
      .map { difference($0, from: change.bundle[$0]?.content ?? []) }
    if !change.proof.holds { findings += change.proof.findings }
    let contents = [
      (BundleLayout.intended, change.diff.intended.document.bytes),
      (BundleLayout.apply, change.plan.applied),
      (BundleLayout.rollback, change.plan.rolledBack),
    ]
    return Again(
      findings: findings,
      files: contents.map { name, bytes in
        BundleFile(name: name, content: KeyInjection.inject(keys.keys, into: bytes), mode: 0o600)
      })
  }

  /// Whether the bundle shows where a key is kept in place of its tag: it was not at hand.
  private func isStandIn(_ reference: SecretReference) -> Bool {
    SecretPlaceholder.all(in: approved[BundleLayout.intended] ?? []).contains { $0.reference == reference }
  }

  private func difference(_ name: String, from again: [UInt8]) -> Finding {
    let before = approved[name] ?? []
    let remedy: String
    if OpenedTicket.withoutTags(before) == OpenedTicket.withoutTags(again) {
      remedy =
        "The keys, or the workspace's .peerconf/tag.key, are not those of then: use that workspace, or make the bundle again."
    } else if manifest.tool != .own {
      remedy =
        "The bundle was made by \(manifest.tool.name) \(manifest.tool.version): open it with that, or make it again."
    } else {
      remedy = "Platform data or templates have changed since: make the bundle again."
    }
    return Finding(
      rule: "bundle-not-reproduced", severity: .error, place: SourcePlace(source: "\(directory)/\(name)"),
      message: "Preparing the change again gives another file.", remedy: remedy)
  }

  /// The text with all tags alike.
  private static func withoutTags(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing(/<psk:[0-9a-f]{10}>/, with: "<psk>")
  }
}
