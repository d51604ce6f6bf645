package import Diagnostics

extension RuleDescription {
  /// Remarks about platform files.
  package static let platforms = [
    RuleDescription(
      "platform-file", .error, "A platform file says something that cannot be used.",
      why: "The platform is not loaded: half of a device's language would write wrong configurations.",
      remedy: "Correct the member that the message names; docs/platforms.md describes them all.",
      example: "syntax: {family: tabular}   (no such family)")
  ]
}
