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
      guard let limit = context.platform.limits.name(object.kind), !limit.allows(object.name),
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
}
