import Diagnostics
import PlatformModel
import VPNIntent

/// Names and numbers of objects, from the platform's `naming`: the same intent always gives the same.
struct ObjectNames {
  private let platform: Platform
  private let site: String
  private let numbers: [String: Int]
  /// Names that the device would refuse, each said once.
  private(set) var findings: [Finding] = []

  /// What the `{index}` of a name counts.
  enum Scope {
    case connection
    case ikeProposal
    case ipsecProposal
    case line
    case policyGroup
  }

  /// Objects that connections share; every other key belongs to one connection.
  static let scopes: [String: Scope] = [
    "ike_proposal": .ikeProposal, "ike_proposal_number": .ikeProposal, "ipsec_proposal": .ipsecProposal,
    "ike_policy": .line, "ike_keyring": .line, "ipsec_policy": .line,
    "acl": .policyGroup, "policy_sequence": .policyGroup,
  ]

  init(platform: Platform, site: String, numbers: [String: Int]) {
    self.platform = platform
    self.site = site
    self.numbers = numbers
    let known = Set(platform.naming.flatMap { [$0.key, $0.kind].compactMap(\.self) })
    for name in numbers.keys.sorted() where !known.contains(name) {
      findings.append(
        Finding(
          rule: "render-name", severity: .warning, message: "\(platform.name) has no number \(name).",
          remedy: "Take device.numbers.\(name) out, or see how the platform calls it."))
    }
  }

  /// All names of a connection; its shared objects get the names that all who share them use.
  mutating func names(of placed: SiteLayout.Placed, at place: Int) -> [(key: String, name: String)] {
    platform.naming.compactMap { naming in
      let index: Int? =
        switch ObjectNames.scopes[naming.key] ?? .connection {
        case .connection: place
        case .ikeProposal: placed.ikeProposal
        case .ipsecProposal: placed.ipsecProposal
        case .line: placed.line
        case .policyGroup: placed.policyGroup
        }
      return index.map { (naming.key, name(naming, index: $0)) }
    }
  }

  private mutating func name(_ naming: Naming, index: Int) -> String {
    let range = naming.kind.flatMap(platform.limits.range)
    let first = numbers[naming.key] ?? shifted(naming) ?? naming.start ?? range?.range.lowerBound ?? 1
    let (number, overflow) = first.addingReportingOverflow(index)
    let usesNumber = naming.pattern.contains("{number}") || naming.pattern.contains("{first}")
    if usesNumber, overflow || !(range?.range.contains(number) ?? true) {
      let allowed = range.map { "\($0.range.lowerBound) to \($0.range.upperBound)" } ?? "smaller numbers"
      refuse(
        "the number \(overflow ? first : number) for \(naming.key) is not possible on \(platform.name)",
        remedy: "Set device.numbers.\(naming.kind ?? naming.key); possible are \(allowed).")
    }
    let name = fill(
      naming.pattern, ["index": "\(index + 1)", "number": "\(number)", "first": "\(first)", "site": site])
    if let limit = naming.kind.flatMap(platform.limits.name), !limit.allows(name) {
      refuse(
        "the name \(name) for \(naming.key) is not possible on \(platform.name)",
        remedy: "Names of \(limit.length.lowerBound) to \(limit.length.upperBound) characters are.")
    }
    return name
  }

  /// The site's own first number of a kind; several names of one kind keep their distances.
  private func shifted(_ naming: Naming) -> Int? {
    guard let kind = naming.kind, let number = numbers[kind] else { return nil }
    let lowest = platform.naming.filter { $0.kind == kind }.compactMap(\.start).min()
    let (sum, overflow) = number.addingReportingOverflow((naming.start ?? lowest ?? 0) - (lowest ?? 0))
    return overflow ? number : sum
  }

  private mutating func refuse(_ message: String, remedy: String) {
    let finding = Finding(rule: "render-name", severity: .error, message: message, remedy: remedy)
    if !findings.contains(finding) { findings.append(finding) }
  }

  /// Puts values where `{placeholders}` stand, in one pass: a site's name is not looked at again.
  private func fill(_ pattern: String, _ values: [String: String]) -> String {
    var text = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let key = String(rest[rest.index(after: open)..<close])
      text += values[key] ?? "{\(key)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
