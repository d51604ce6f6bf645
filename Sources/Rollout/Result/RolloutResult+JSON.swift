import Diagnostics
package import OrderedJSON
import Validation

extension RolloutResult {
  private static let schema = "peerconf.rollout/1"

  /// `summary.json`: no time and no path of a machine in it, so that equal runs give equal bytes.
  package var json: JSON {
    [
      "schema": .string(RolloutResult.schema), "tool": .string(tool.name), "version": .string(tool.version),
      "outcome": .string(outcome.word), "exit_code": JSON(Int(outcome.rawValue)),
      "counts": .object(counts), "sites": .array(entries.map(\.json)),
    ]
  }

  private var counts: JSONObject {
    var counts: JSONObject = ["sites": JSON(entries.count)]
    for (outcome, sites) in tally { counts[outcome.word] = JSON(sites) }
    return counts
  }

  /// Whether a file is a rollout's `summary.json`.
  static func isReport(_ bytes: [UInt8]) -> Bool {
    (try? JSON(parsing: bytes))?["schema"]?.string == schema
  }
}

extension SiteEntry {
  fileprivate var json: JSON {
    var object: JSONObject = [
      "site": .string(site), "outcome": .string(outcome.word), "exit_code": JSON(Int(outcome.rawValue)),
      "platform": JSON(platform), "change": change?.json ?? .null, "findings": findings.json,
      "bundle": bundle.map {
        ["directory": .string($0.directory), "manifest_sha256": .string($0.sha256)]
      } ?? .null, "exported": JSON(exported),
      "reasons": .array(reasons.map { ["rule": JSON($0.rule), "text": .string($0.text)] }),
    ]
    if hasOlderBundle { object["older_bundle"] = true }
    return .object(object)
  }
}

extension ChangeTally {
  fileprivate var json: JSON {
    [
      "commands": JSON(commands), "rollback_commands": JSON(rollbackCommands), "added": JSON(added),
      "changed": JSON(changed), "removed": JSON(removed), "unverifiable_keys": JSON(unverifiableKeys),
      "interrupts_traffic": .bool(interruptsTraffic), "proof_holds": .bool(proofHolds),
    ]
  }
}

extension FindingTally {
  fileprivate var json: JSON {
    [
      "errors": JSON(errors), "warnings": JSON(warnings), "notes": JSON(notes),
      "rules": .array(
        rules.map {
          ["rule": .string($0.id), "severity": .string($0.severity.rawValue), "count": JSON($0.count)]
        }),
    ]
  }
}
