import ConfigTree
import Diagnostics
import PlatformModel

/// A name that the device does not take.
struct NameLimit: Rule {
  let id = "name-limit"
  let severity = Severity.error
  let title = "Names of objects have a length and characters that the device takes."
  let why = "The device refuses the line, and everything that is typed after it lands in the wrong section."
  let remedy = "Choose a shorter name of letters, digits, `_` and `-`."
  let example = RuleExample(
    """
    ike-peer this-name-is-too-long   <-- here
     address 192.0.2.10
    ipsec-profile vpn
     peer this-name-is-too-long
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    context.objects.defined.compactMap { object in
      guard let limit = context.platform.limits.name(object.kind), !NameLimit.allows(object.name, limit),
        let node = context.objects.definitions[object]?.first
      else { return nil }
      let count = object.name.utf8.count
      let problem =
        limit.length.contains(count)
        ? "has characters that the device does not take"
        : "has \(count) characters; the device takes \(limit.length.lowerBound) to \(limit.length.upperBound)"
      return finding(context, at: node, "The name of \(object.kind) \(object.name) \(problem).")
    }
  }

  /// The length is that of the whole; a name of several words has its characters in each of them.
  private static func allows(_ name: String, _ limit: Limits.NameLimit) -> Bool {
    guard limit.length.contains(name.utf8.count) else { return false }
    return name.split(separator: " ").allSatisfy { part in
      part.utf8.allSatisfy { limit.alphabet?.contains($0) ?? ($0 > 0x20 && $0 < 0x7F) }
        && (limit.first.map { first in part.utf8.first.map(first.contains) ?? false } ?? true)
    }
  }
}
