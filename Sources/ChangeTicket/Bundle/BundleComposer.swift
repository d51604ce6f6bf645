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

  func bundle() -> ChangeBundle {
    let mask = mask
    let sieve = KeySieve([running, intended, predicted], keys: request.keys, mask: mask)
    var files = maskedFiles(mask).map { file in
      BundleFile(name: file.name, content: sieve.clean(file.content), mode: file.mode)
    }
    files += runnableFiles()
    let inputs = inputs()
    let summary = ChangeSummary(
      tool: tool, intent: request.intent, platform: device.platform, version: request.version,
      hasRunning: request.running != nil, changes: changes(mask), commands: plan.apply.count,
      rollbackCommands: plan.rollback.count, disruptions: disruptions(), report: report, proof: proof,
      recipes: RecipeText(platform: device.platform, intent: request.intent, names: request.names),
      keys: keyReferences(), inputs: inputs,
      files: files.map {
        ($0.name, BundleComposer.purposes[$0.name] ?? "Holds keys: for the one who types it in.")
      })
    files.insert(
      BundleFile(name: BundleLayout.summary, content: sieve.clean(Array(summary.text.utf8))), at: 0)
    let manifest = BundleManifest(
      tool: tool, site: request.intent.site, platform: device.platform.id, inputs: inputs, files: files)
    return ChangeBundle(manifest: manifest, files: files)
  }

  private static let purposes = [
    BundleLayout.intended: "What the templates made of the intent",
    BundleLayout.apply: "The commands of the change",
    BundleLayout.rollback: "The commands that take it back",
    BundleLayout.diff: "The device's file before and after",
    BundleLayout.findings: "Findings, for programs", BundleLayout.plan: "Plan and proof, for programs",
  ]

  // MARK: Masked

  private func maskedFiles(_ mask: KeyMask) -> [BundleFile] {
    let comments = device.platform.comments
    let diffText = UnifiedDiff.text(
      old: MaskedText.inPlace(running, mask: mask), new: MaskedText.inPlace(predicted, mask: mask),
      oldName: BundleLayout.running, newName: BundleLayout.predicted)
    return [
      BundleFile(
        name: BundleLayout.intended,
        content: MaskedText.commented(intended, mask: mask, comments: comments)),
      BundleFile(name: BundleLayout.apply, text: commands(plan.apply, mask)),
      BundleFile(name: BundleLayout.rollback, text: commands(plan.rollback, mask)),
      BundleFile(name: BundleLayout.diff, text: diffText),
      BundleFile(name: BundleLayout.findings, content: report.json(tool: tool).bytes()),
      BundleFile(name: BundleLayout.plan, content: planJSON(mask).bytes()),
    ]
  }

  /// One command a line, one blank a level; those that need a key are comments.
  private func commands(_ steps: [CommandStep], _ mask: KeyMask) -> String {
    steps.map { step in
      String(repeating: " ", count: step.path.count)
        + MaskedText.command(step.line, mask: mask, comments: device.platform.comments) + "\n"
    }.joined()
  }

  private func planJSON(_ mask: KeyMask) -> JSON {
    [
      "schema": "peerconf.plan/1", "tool": .string(tool.name), "version": .string(tool.version),
      "site": .string(request.intent.site), "platform": .string(device.platform.id),
      "scope": .string(request.options.scope.rawValue), "keys": .string(request.options.keys.rawValue),
      "apply": .array(plan.apply.map { json($0, mask) }),
      "rollback": .array(plan.rollback.map { json($0, mask) }),
      "proof": proof.json, "diff": diff.json(mask: mask.forLines),
    ]
  }

  private func json(_ step: CommandStep, _ mask: KeyMask) -> JSON {
    var object: JSONObject = [
      "kind": .string(step.kind.rawValue), "command": .string(step.line.text(mask: mask.forLines)),
      "needs_key": .bool(!step.line.secrets.isEmpty),
      "path": .array(step.path.map { .string($0.text(mask: mask.forLines)) }),
      "reason": .string(step.reason.text(mask: mask.forLines)),
    ]
    if let place = step.place {
      object["source"] = .string(place.source)
      object["line"] = JSON(place.line)
    }
    if let disruptive = step.disruptive { object["disruptive"] = .string(disruptive) }
    return .object(object)
  }

  // MARK: With keys

  private func runnableFiles() -> [BundleFile] {
    var files: [BundleFile] = []
    if request.options.isRunnable {
      let contents = [
        (BundleLayout.intended, intended.document.bytes), (BundleLayout.apply, plan.apply.runnable),
        (BundleLayout.rollback, plan.rollback.runnable),
      ]
      for (name, content) in contents {
        files.append(
          BundleFile(name: "\(BundleLayout.runnableFolder)/\(name)", content: injected(content), mode: 0o600))
      }
    }
    if request.options.includesExport, let exported = request.exported {
      files.append(
        BundleFile(
          name: "\(BundleLayout.runnableFolder)/\(BundleLayout.exported)", content: exported, mode: 0o600))
    }
    return files
  }

  /// Keys in the places of their stand-ins; those not at hand stay, and no device takes a stand-in for a key that
  /// works.
  private func injected(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    for placeholder in SecretPlaceholder.all(in: bytes) {
      guard let key = request.keys[placeholder.reference] else { continue }
      output += bytes[position..<placeholder.range.lowerBound]
      output += key.withExposedText { Array($0.utf8) }
      position = placeholder.range.upperBound
    }
    return output + bytes[position...]
  }

  // MARK: For the summary

  private func inputs() -> [BundleManifest.Input] {
    // When it was fetched is no part of what it means.
    var intent = request.intent
    intent.provenance = nil
    var inputs = [BundleManifest.Input(name: "intent", fingerprint: Fingerprint(of: intent.bytes))]
    if let running = request.running {
      inputs.append(BundleManifest.Input(name: "running", fingerprint: Fingerprint(of: running)))
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
