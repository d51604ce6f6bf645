import Diagnostics
import VPNIntent

/// An algorithm that can be broken, or soon.
struct AlgorithmWeak: Rule {
  let id = "algorithm-weak"
  let severity = Severity.error
  let title = "No algorithm is in use that is known to be weak."
  let why =
    """
    DES, MD5 and groups 1 and 2 can be broken with the means of today; 3DES, SHA-1 and group 5 are no longer \
    allowed by most policies (RFC 8247, RFC 8221), and devices drop them version by version.
    """
  let remedy = "Choose AES-256 or AES-GCM, SHA-2 and group 19 or higher on both ends."
  let example = RuleExample(
    """
    ike-proposal p1
     encryption 3des   <-- here
     integrity sha256
     group 2   <-- here
    ike-peer cloud
     proposal p1
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  /// Every neutral word that is weak, and how much so; groups have a `group ` in front.
  static let grades: [String: Severity] = [
    "des": .error, "md5": .error, "group 1": .error, "group 2": .error, "null": .error, "3des": .warning,
    "sha1": .warning, "group 5": .warning, "group 22": .error, "group 24": .warning, "group 14": .note,
  ]

  private static let parts: [(fact: String, what: String, isGroup: Bool)] = [
    (FactName.ikeEncryption, "IKE encryption", false), (FactName.ikeIntegrity, "IKE integrity", false),
    (FactName.ikeGroup, "Diffie-Hellman", true), (FactName.ipsecEncryption, "ESP encryption", false),
    (FactName.ipsecIntegrity, "ESP integrity", false), (FactName.pfsGroup, "PFS", true),
  ]

  func check(_ context: ValidationContext) -> [Finding] {
    AlgorithmWeak.parts.flatMap { part in
      context.facts[part.fact].filter { !$0.isStandard }.flatMap { fact in
        fact.words.compactMap { word -> Finding? in
          let name = part.isGroup ? "group \(word)" : word
          guard let grade = AlgorithmWeak.grades[name] else { return nil }
          return finding(
            context, at: fact.node,
            "\(part.what) uses \(name), which \(grade == .note ? "the cloud calls weak" : "is weak").",
            severity: grade)
        }
      }
    }
  }
}
