package import Diagnostics

extension RuleDescription {
  /// Commands that the simulated device refuses, one rule for each ``Refusal/Kind``.
  package static let simulation = Refusal.Kind.allCases.map { kind in
    let (title, example) = kind.explanation
    return RuleDescription(
      "simulation-\(kind.rawValue)", .error, title,
      why: "A device refuses the command, and the commands after it meet a state that nobody has planned.",
      remedy: "Correct the command, or plan the change again against the device's present file.",
      example: example)
  }
}

extension Refusal.Kind {
  /// What it means, and a command that meets it.
  fileprivate var explanation: (title: String, example: String) {
    switch self {
    case .inUse:
      ("The object that is to go is still used by another line.", "no proposal p1   (a profile uses p1)")
    case .nothingToRemove:
      ("There is nothing like this to remove.", "no mtu   (the interface has no mtu)")
    case .otherValue:
      ("The line is there with another value than the removal says.", "no mtu 1400   (the mtu is 1390)")
    case .occupied:
      ("The old line has to be removed before.", "policy b   (the interface has policy a)")
    case .locked:
      (
        "Another line runs this section, which takes no change meanwhile.",
        "proposal p1, lifetime 600   (an interface runs the profile that it belongs to)"
      )
    case .permanent:
      ("The device cannot remove it.", "no interface wan0   (a physical interface)")
    case .undefinedReference:
      ("The command names an object that is not there.", "profile a, uses proposal p9   (there is no p9)")
    case .unknown:
      ("The simulation does not know what the command does.", "rename interfaces eth1 to interfaces eth2")
    case .unreadable:
      (
        "The device takes whole files and cannot read this one.",
        "connections {   (and no } to the end of the file)"
      )
    }
  }
}
