import Diagnostics
import PlatformModel
import VPNIntent

/// A lifetime that one of the ends does not take.
struct LifetimeRange: Rule {
  let id = "lifetime-range"
  let severity = Severity.error
  let title = "Lifetimes lie in the range of the device."
  let why = "The device refuses the line and keeps its default, which nobody meant."
  let remedy = "Choose a lifetime in the range, on both ends."
  let example = RuleExample(
    """
    ike-proposal p1
     encryption aes-256
     lifetime 604800   <-- here
    ike-peer cloud
     proposal p1
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    [(FactName.ikeLifetime, "IKE"), (FactName.ipsecLifetime, "ESP")].flatMap { fact, what -> [Finding] in
      guard let range = context.platform.limits.range(fact)?.range else { return [] }
      return context.facts[fact].compactMap { fact in
        guard let text = fact.words.first, let seconds = Int(text), !range.contains(seconds) else {
          return nil
        }
        return finding(
          context, at: fact.node,
          "A lifetime of \(seconds) s for \(what) is out of the device's range of \(range.lowerBound) to \(range.upperBound) s."
        )
      }
    }
  }
}
