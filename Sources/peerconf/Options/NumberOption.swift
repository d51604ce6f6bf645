import ArgumentParser
import Diagnostics
import PlatformModel

/// `kind=n`: the first free number of a kind of object.
struct NumberOption: ExpressibleByArgument {
  let kind: String
  let number: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return nil }
    kind = String(parts[0])
    self.number = number
  }
}

extension DeviceContext {
  /// The first free numbers by kind; of a kind given twice the last one counts.
  ///
  /// - Throws: `InputError` for a kind of which the platform has no numbers.
  func numbers(_ options: [NumberOption]) throws(InputError) -> [String: Int] {
    let known = Set(
      platform.naming.filter { $0.pattern.contains("{number}") || $0.pattern.contains("{first}") }
        .map { $0.kind ?? $0.key })
    var numbers: [String: Int] = [:]
    for option in options {
      guard known.contains(option.kind) else {
        throw InputError(
          "\(platform.id) numbers no objects of the kind '\(Printable.text(option.kind))'",
          remedy: "Known are \(known.sorted().joined(separator: ", ")).")
      }
      numbers[option.kind] = option.number
    }
    return numbers
  }
}
