import Diagnostics
import PlatformModel

/// A key that the cloud refuses or that can be guessed.
struct KeyStrength: Rule {
  let id = "key-strength"
  let severity = Severity.error
  let title = "The pre-shared key has 8 to 128 characters of at least three kinds and is out of no manual."
  let why =
    """
    The cloud refuses other keys. What is short enough for it can still be tried out offline by whoever records one \
    IKE exchange.
    """
  let remedy = "Make a new random key of 24 characters or more and set it on both ends."
  let example = RuleExample(
    """
    ike-peer cloud
     address 192.0.2.10
     key plain secret1   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  /// What the cloud takes, in characters (facts: API §2.3).
  private static let cloudLength = 8...128
  /// Below this a key of random letters and digits has less than about 95 bits.
  private static let comfortable = 16

  func check(_ context: ValidationContext) -> [Finding] {
    let limit = context.platform.limits.key?.length ?? KeyStrength.cloudLength
    return context.keyedLines().compactMap { line in
      guard let facts = line.facts else { return nil }
      if facts.isWellKnown { return finding(context, at: line.node, "The key is one that manuals print.") }
      if !KeyStrength.cloudLength.contains(facts.length) {
        return finding(
          context, at: line.node, "The key has \(facts.length) characters; the cloud takes 8 to 128.")
      }
      if !limit.contains(facts.length) {
        return finding(
          context, at: line.node,
          "The key has \(facts.length) characters; the device takes \(limit.lowerBound) to \(limit.upperBound)."
        )
      }
      if facts.classes < 3 {
        return finding(
          context, at: line.node,
          "The key has fewer than three of upper case, lower case, digits and specials.")
      }
      if facts.length < KeyStrength.comfortable {
        return finding(
          context, at: line.node, "The key has only \(facts.length) characters.", severity: .note)
      }
      return nil
    }
  }
}
