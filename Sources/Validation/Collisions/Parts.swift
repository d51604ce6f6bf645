package import ConfigTree
package import Diagnostics
package import VPNIntent

extension Validator {
  /// Finds whether a divided device has the part that the intent names.
  ///
  /// A device with virtual systems or domains takes no line outside of them, and makes a new one of a name that it
  /// does not know.
  package func parts(running: MatchedDocument, intent: Intent) -> [Finding] {
    let parts = facts(in: running)[FactName.part]
    let names = Set(parts.flatMap(\.texts)).sorted()
    guard let first = parts.first, intent.device.context.map(names.contains) != true else { return [] }
    let list = names.prefix(12).joined(separator: ", ")
    let message =
      if let context = intent.device.context {
        "The device is divided and has no part \(context) that is written into; it has \(list)."
      } else {
        "The device is divided, and the intent does not say which part of it the tunnels belong to; it has \(list)."
      }
    return [
      Finding(
        rule: "part-unknown", severity: .error, place: running.document.place(of: first.node),
        message: message,
        remedy: "Name one of them in the site's facts, as device.context.")
    ]
  }
}
