import PlatformModel
import VPNIntent
import Diagnostics
import ConfigDiff
import ConfigTree
import OrderedJSON
import Secrets
import Validation

/// Writes the files of a bundle, masked.
struct BundleComposer {
  let tool: ToolIdentity
  let device: PreparedPlatform
  let request: ChangeRequest
  let running: MatchedDocument
  let intended: MatchedDocument
  let predicted: MatchedDocument
  let diff: TreeDiff
  let plan: ChangePlan
  let proof: PlanProof
  let report: Report

  private var mask: KeyMask { KeyMask(tagKey: request.tagKey, keys: request.keys) }

  /// The rendered text in the notation that the device takes.
  private var written: HiddenParts { device.written(request.rendered, source: BundleLayout.intended) }

  func bundle() -> ChangeBundle {
    let mask = mask
    let hidden = (
      running: device.hidden(running), intended: device.hidden(intended), predicted: device.hidden(predicted)
    )
    let sieve = KeySieve(
      [hidden.running, hidden.intended, hidden.predicted], keys: request.keys, mask: mask)
    let comments = device.platform.comments
    let commands = MaskedPlan(plan, device: device, running: running, mask: mask, sieve: sieve)
    let masked = [
      BundleFile(
        name: BundleLayout.intended,
        content: MaskedText.commented(written, mask: mask, comments: comments)),
      BundleFile(name: BundleLayout.apply, content: commands.apply),
      BundleFile(name: BundleLayout.rollback, content: commands.rollback),
      BundleFile(
        name: BundleLayout.diff,
        text: UnifiedDiff.text(
          old: MaskedText.inPlace(hidden.running, mask: mask),
          new: MaskedText.inPlace(hidden.predicted, mask: mask),
          oldName: BundleLayout.running, newName: BundleLayout.predicted)),
      BundleFile(name: BundleLayout.findings, content: report.json(tool: tool).bytes()),
      BundleFile(name: BundleLayout.plan, content: planDocument.json(mask: mask).bytes()),
    ]
    var files = masked.map { file in
      BundleFile(name: file.name, content: sieve.clean(file.content), mode: file.mode)
    }
    files += runnableFiles()
    let inputs = inputs()
    let summary = ChangeSummary(
      tool: tool, intent: request.intent, platform: device.platform, version: request.version,
      hasRunning: request.running != nil, changes: changes(mask), plan: plan, disruptions: disruptions(),
      report: report, proof: proof,
      recipes: RecipeText(platform: device.platform, intent: request.intent, names: request.names),
      keys: keyReferences(), inputs: inputs,
      files: files.map {
        ($0.name, purposes[$0.name] ?? "Holds keys: for the one who types it in.")
      })
    files.insert(
      BundleFile(name: BundleLayout.summary, content: sieve.clean(Array(summary.text.utf8))), at: 0)
    let manifest = BundleManifest(
      tool: tool, site: request.intent.site, platform: device.platform.id, inputs: inputs, files: files)
    return ChangeBundle(manifest: manifest, files: files)
  }

  private var purposes: [String: String] {
    let isFile = plan.files != nil
    return [
      BundleLayout.intended: "What the templates made of the intent",
      BundleLayout.apply: isFile ? "The device's whole file after the change" : "The commands of the change",
      BundleLayout.rollback: isFile
        ? "The device's present file, which takes the change back" : "The commands that take it back",
      BundleLayout.diff: "The device's file before and after",
      BundleLayout.findings: "Findings, for programs", BundleLayout.plan: "Plan and proof, for programs",
    ]
  }

  private var planDocument: PlanDocument {
    PlanDocument(
      tool: tool, site: request.intent.site, platform: device.platform.id, version: request.version,
      scope: request.options.scope, keys: request.options.keys, diff: diff, plan: plan, proof: proof)
  }

  // MARK: With keys

  private func runnableFiles() -> [BundleFile] {
    var files: [BundleFile] = []
    // What must not be applied is not laid out to be typed in.
    let fits = request.keys.values.allSatisfy {
      KeyFacts(of: $0, platform: device.platform).misfit(device.platform) == nil
    }
    if request.options.isRunnable, proof.holds, fits {
      let contents = [
        (BundleLayout.intended, written.matched.document.bytes), (BundleLayout.apply, plan.applied),
        (BundleLayout.rollback, plan.rolledBack),
      ]
      for (name, content) in contents {
        files.append(
          BundleFile(
            name: "\(BundleLayout.runnableFolder)/\(name)",
            content: KeyInjection.inject(request.keys, into: content), mode: 0o600))
      }
    }
    if request.options.includesExport, let exported = request.exported {
      files.append(
        BundleFile(
          name: "\(BundleLayout.runnableFolder)/\(BundleLayout.exported)", content: exported, mode: 0o600))
    }
    return files
  }

  // MARK: For the summary

  private func inputs() -> [BundleManifest.Input] {
    var inputs = [BundleManifest.Input(name: "intent", fingerprint: Fingerprint(of: request.intent))]
    if let running = request.running {
      inputs.append(BundleManifest.Input(name: "running", fingerprint: Fingerprint(of: running)))
    }
    if let previous = request.previous {
      inputs.append(BundleManifest.Input(name: "previous", fingerprint: Fingerprint(of: previous.intent)))
    }
    if let exported = request.exported {
      inputs.append(BundleManifest.Input(name: "exported", fingerprint: Fingerprint(of: exported)))
    }
    return inputs
  }

  private func keyReferences() -> [(reference: String, isKnown: Bool)] {
    let references = Set(request.intent.connections.map(\.key))
    return references.sorted { $0.text < $1.text }.map { ($0.text, request.keys[$0] != nil) }
  }

  private func disruptions() -> [String] {
    var seen: Set<String> = []
    return plan.apply.compactMap(\.disruptive).filter { seen.insert($0).inserted }
  }

  private func changes(_ mask: KeyMask) -> [ChangeSummary.Change] {
    var changes: [ChangeSummary.Change] = []
    func walk(_ entries: [DiffEntry], _ path: [String]) {
      for entry in entries {
        let texts = [entry.running, entry.intended].compactMap { $0?.line.text(mask: mask.forLines) }
        let last = texts.last ?? ""
        switch entry.kind {
        case .inside: break
        case .changed, .replaced: changes.append(ChangeSummary.Change(sign: "~", path: path, texts: texts))
        case .added, .removed, .moved, .unverifiable:
          changes.append(ChangeSummary.Change(sign: entry.sign, path: path, texts: [last]))
        }
        walk(entry.children, path + [last])
      }
    }
    walk(diff.entries, [])
    return changes
  }
}
