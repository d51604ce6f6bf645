package import Diagnostics

extension RuleDescription {
  /// Remarks about lists of sites.
  package static let rollouts = [
    RuleDescription(
      "rollout-platform", .warning, "The site names a platform that does not serve its device.",
      why: "One of the two is wrong, and the configuration is written for the platform.",
      remedy: "Correct the one that is wrong.",
      example: "platform: acme-one\ndevice: {supported_device: ACME/Router/Two/2.0}"),
    RuleDescription(
      "rollout-site-name", .error, "The site has the name of a file of the rollout.",
      why: "Its bundle would lie where the summary is written.", remedy: "Give the site another name.",
      example: "site: rollout.json"),
  ]
}
