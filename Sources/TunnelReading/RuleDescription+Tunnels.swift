package import Diagnostics

extension RuleDescription {
  /// Remarks of `tunnels`.
  package static let tunnels = [
    RuleDescription(
      "tunnels-too-many", .error, "A file has more tunnels than are read.",
      why: "The rest would be missing from the answer without a word.",
      remedy: "Check whether this is one device's configuration, and split it if it is not.",
      example: "a file that somebody put together from the configurations of a thousand hubs")
  ]
}
