package import ConfigTree
package import Diagnostics

/// One command of a plan, and why it is there.
package struct CommandStep: Sendable, Hashable {
  package let kind: Kind
  /// The command, keys masked unless asked for.
  package let line: ConfigLine
  /// Headers of the sections in which it is typed, outermost first.
  package let path: [ConfigLine]
  package let reason: Reason
  /// The line of a file that asks for it, or that it takes away.
  package let place: SourcePlace?
  /// Why it interrupts traffic; `nil` when it does not.
  package let disruptive: String?

  package enum Kind: String, Sendable, Hashable {
    /// Enters a section, and makes it if it is not there.
    case enter
    case set
    case remove
    /// Leaves a section.
    case exit
  }

  /// Why a command is there.
  package enum Reason: Sendable, Hashable {
    case added
    /// Another value than this line gives.
    case changed(from: ConfigLine)
    case removed
    /// The object has to be taken away for a moment and nothing may use it meanwhile.
    case unbound(ConfigObject)
    case rebound(ConfigObject)
    /// The device takes no change of what the line runs while it is there.
    case paused
    case resumed
    /// The device drops the line when it takes the other one.
    case wiped(by: ConfigLine)
    /// An ordered list has to be put in order.
    case reordered
    /// The next commands belong into this section.
    case moves
  }
}

extension CommandStep.Reason {
  /// One sentence, keys masked.
  package func text(mask: ConfigLine.Mask = ConfigLine.hidden) -> String {
    switch self {
    case .added: "It is not there yet."
    case .changed(let old): "The device has `\(old.text(mask: mask))`."
    case .removed: "It is not intended."
    case .unbound(let object): "\(object.kind) \(object.name) is replaced and must not be in use meanwhile."
    case .rebound(let object): "\(object.kind) \(object.name) is there again."
    case .paused: "The device takes no change of what it runs while it is there."
    case .resumed: "The change of what it runs is done."
    case .wiped(let line): "The device drops it with `\(line.text(mask: mask))`."
    case .reordered: "The order of the list counts."
    case .moves: "The commands that follow belong there."
    }
  }
}

extension [CommandStep] {
  /// The commands for people, one a line, one blank a level.
  package func text(mask: ConfigLine.Mask = ConfigLine.hidden) -> String {
    map { String(repeating: " ", count: $0.path.count) + $0.line.text(mask: mask) + "\n" }.joined()
  }

  /// The commands for the device, keys included: for files that only their owner can read.
  package var runnable: [UInt8] {
    var bytes: [UInt8] = []
    for step in self {
      bytes.append(contentsOf: repeatElement(0x20, count: step.path.count))
      bytes += step.line.runnable
      bytes.append(0x0A)
    }
    return bytes
  }
}
