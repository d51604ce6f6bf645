package import ConfigDiff
import ConfigTree
import Diagnostics
package import OrderedJSON
package import PlatformModel
package import Validation

/// `plan.json`: a plan, its differences and its proof, masked, for programs.
package struct PlanDocument: Sendable {
  package var tool: ToolIdentity
  /// Name of the site; `nil` when the intended side is a file.
  package var site: String?
  package var platform: String
  /// The software version that was planned for; `nil`: the newest.
  package var version: SoftwareVersion?
  package var scope: DiffOptions.Scope
  package var keys: ChangePlan.Keys
  package var diff: TreeDiff
  package var plan: ChangePlan
  package var proof: PlanProof
  /// `nil`: the findings stand in a document of their own.
  package var report: Report?

  package init(
    tool: ToolIdentity, site: String?, platform: String, version: SoftwareVersion?, scope: DiffOptions.Scope,
    keys: ChangePlan.Keys, diff: TreeDiff, plan: ChangePlan, proof: PlanProof, report: Report? = nil
  ) {
    self.tool = tool
    self.site = site
    self.platform = platform
    self.version = version
    self.scope = scope
    self.keys = keys
    self.diff = diff
    self.plan = plan
    self.proof = proof
    self.report = report
  }

  /// The document; a sieve still has to take keys out of places where nobody expects them.
  package func json(mask: KeyMask) -> JSON {
    var object: JSONObject = [
      "schema": "peerconf.plan/1", "tool": .string(tool.name), "version": .string(tool.version),
      "site": JSON(site), "platform": .string(platform), "software_version": JSON(version?.description),
      "scope": .string(scope.rawValue), "keys": .string(keys.rawValue),
      "apply": .array(plan.apply.map { PlanDocument.json($0, mask) }),
      "rollback": .array(plan.rollback.map { PlanDocument.json($0, mask) }),
      "proof": proof.json, "diff": diff.json(mask: mask.forLines),
    ]
    if let report { object["findings"] = report.findingsJSON }
    return .object(object)
  }

  private static func json(_ step: CommandStep, _ mask: KeyMask) -> JSON {
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
}
