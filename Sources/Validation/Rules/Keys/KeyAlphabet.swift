import Diagnostics

/// A key has characters that one of the ends does not take.
struct KeyAlphabet: Rule {
  let id = "key-alphabet"
  let severity = Severity.error
  let title = "The pre-shared key consists of characters that the cloud and the device both take."
  let why =
    """
    A device's command line may cut or change a key at a character with a meaning of its own, so that the ends have \
    different keys and say nothing but "authentication failed".
    """
  let remedy = "Choose a new key of letters, digits and `_ - . + = ^`, and set it on both ends."
  let example = RuleExample(
    """
    ike-peer cloud
     address 192.0.2.10
     key plain Example?1234   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    context.keyedLines().flatMap { line -> [Finding] in
      guard let facts = line.facts else { return [] }
      if !facts.cloudRefuses.isEmpty {
        return [
          finding(
            context, at: line.node, "The key has \(list(facts.cloudRefuses)), which the cloud does not take.")
        ]
      }
      if !facts.deviceTakesCharacters {
        return [finding(context, at: line.node, "The key has a character that the device does not take.")]
      }
      if !facts.cloudMayRefuse.isEmpty {
        return [
          finding(
            context, at: line.node,
            "The key has \(list(facts.cloudMayRefuse)), which the cloud may not take.",
            severity: .warning)
        ]
      }
      return []
    }
  }

  private func list(_ oddities: Set<KeyFacts.Oddity>) -> String {
    oddities.map(\.rawValue).sorted().joined(separator: ", and ")
  }
}
