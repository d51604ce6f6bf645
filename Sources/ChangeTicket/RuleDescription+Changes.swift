package import Diagnostics

extension RuleDescription {
  /// Remarks about changes that are prepared, proven and bundled.
  package static let changes = preparing + proving + bundling

  private static let preparing = [
    RuleDescription(
      "previous-unfit", .error, "The previous intent is of another site or platform, or cannot be written.",
      why: "What it brought is taken away, so it must be what this device was set up from.",
      remedy: "Give the intent that this site's device was set up from.",
      example: "intent:    site berlin\n--previous: site munich"),
    RuleDescription(
      "key-not-at-hand", .note, "The key is not where its reference says.",
      why: "It is neither checked nor compared.", remedy: "Make it available and prepare the change again.",
      example: "key: {reference: \"env:PSK_BERLIN\"}   (the variable is not set here)"),
  ]

  private static let proving = ProofCheck.Claim.allCases.map { claim in
    let (title, example) = claim.explanation
    return RuleDescription(
      "proof-\(claim.rawValue)", .error, title,
      why: "The plan is not proven, and a device might end up in a state that nobody has seen.",
      remedy: "Do not apply the change; look at the commands and at what the device has.", example: example)
  }

  private static let bundling = [
    RuleDescription(
      "bundle-file-missing", .error, "A file of the bundle is gone.", why: "What was approved is not whole.",
      remedy: "Make the bundle again; do not use this one.", example: "rm berlin/rollback.cfg"),
    RuleDescription(
      "bundle-file-changed", .error, "A file of the bundle is not the one that was written.",
      why: "It is not what was approved.", remedy: "Make the bundle again; do not use this one.",
      example: "An edit of berlin/apply.cfg after the bundle was made."),
    RuleDescription(
      "bundle-file-mode", .error, "A file of the bundle has other permissions.",
      why: "Others may have read a key.",
      remedy: "Make the bundle again, and change keys that others could read.",
      example: "chmod 666 berlin/apply.cfg"),
    RuleDescription(
      "bundle-file-unknown", .error, "A file lies in the bundle that does not belong to it.",
      why: "It was never approved.", remedy: "Remove it, or make the bundle again.",
      example: "cp notes.txt berlin/"),
  ]
}

extension ProofCheck.Claim {
  /// What it means when the claim does not hold, and how that comes.
  fileprivate var explanation: (title: String, example: String) {
    switch self {
    case .accepted:
      ("The simulated device refuses a command.", "Removing an object that an interface still uses.")
    case .reachesIntended:
      ("After the commands the file is not as intended.", "A line that the device keeps beside the new one.")
    case .nothingElse:
      (
        "The commands change lines that are not the tunnel's.",
        "Removing a section takes a line of somebody else with it."
      )
    case .converges:
      (
        "Planning again after the change finds something to do.",
        "A value that the device shows in another spelling."
      )
    case .rollbackAccepted:
      ("The simulated device refuses a command of the rollback.", "Setting a line whose section is gone.")
    case .rollsBack:
      (
        "The rollback does not give the present file back.",
        "A line whose old value the device does not show."
      )
    }
  }
}
