import ChangeTicket
import CloudVPN
import ConfigDiff
import ConfigSimulation
import ConfigTree
import Diagnostics
import IntentFetch
import Jinja
import PlatformModel
import Redaction
import Rendering
import Rollout
import Secrets
import TunnelReading
import VPNIntent
import Validation

/// What is known about the rules of all findings.
enum RuleBook {
  /// By where findings come from: the device's file, the intent, rendering, the change, templates, lists of sites.
  static let all: [RuleDescription] =
    RuleDescription.configurations + RuleDescription.parsing + RuleDescription.platforms
    + RuleDescription.intents + RuleDescription.fetching + RuleDescription.requests + RuleDescription.keys
    + RuleDescription.secrets + RuleDescription.tunnels + RuleDescription.rendering
    + RuleDescription.planning + RuleDescription.simulation + RuleDescription.changes
    + RuleDescription.opening + RuleDescription.templates + RuleDescription.cases + RuleDescription.rollouts

  static func rule(_ id: String) -> RuleDescription? { all.first { $0.id == id } }

  /// Ids that look like a mistyped one, the likeliest first.
  static func suggestions(for id: String) -> [String] {
    let given = Array(id.lowercased().utf8.prefix(60))
    let parts = Set(id.lowercased().split(separator: "-"))
    return all.map(\.id).map { known in
      (
        id: known, distance: EditDistance.between(given, Array(known.utf8)),
        shared: Set(known.split(separator: "-")).intersection(parts).count
      )
    }.filter { $0.distance <= 3 || $0.shared > 0 }
      .sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.map(\.id)
  }
}

extension RuleDescription {
  /// Remarks of `ticket open`.
  static let opening = [
    RuleDescription(
      "bundle-input-changed", .error, "The intent or the running file is not the one of the bundle.",
      why: "The change that was approved was made from another one.",
      remedy: "Give the one that it was made from, or make the bundle again.",
      example: "peerconf ticket open berlin.bundle --running of-today.cfg   (approved was yesterday's)"),
    RuleDescription(
      "bundle-input-missing", .error, "The bundle was made from a running file, and none is given.",
      why: "Without it nobody can tell whether the change is the approved one.",
      remedy: "Give it with --running.", example: "peerconf ticket open berlin.bundle   (without --running)"),
    RuleDescription(
      "bundle-not-reproduced", .error, "Preparing the change again gives another file than the approved one.",
      why: "Keys, tag key, templates, platform data or the tool are not those of then.",
      remedy: "Do what the finding says, or make the bundle again and have it approved.",
      example: "A template of the workspace was edited after the bundle was made."),
  ]

  /// Remarks of `template test`.
  static let cases = [
    RuleDescription(
      "template-coverage", .error,
      "The cases take fewer branches of the templates than --min-coverage asks for.",
      why: "What no case renders breaks unseen.",
      remedy: "Add cases for the branches that --coverage lists as never taken.",
      example: "peerconf template test templates --min-coverage 80   (the cases take 71.4 % of the branches)")
  ]
}
