/// A line whose keys do not show: where it goes to a device it is whole, where people look it is masked.
package struct ConfigLine: Sendable, Hashable {
  /// The bytes for the device, keys included: for runnable files only.
  package let runnable: [UInt8]
  /// Ranges of ``runnable`` that hold keys, in order, not overlapping.
  package let secrets: [Range<Int>]

  package init(_ runnable: [UInt8], secrets: [Range<Int>] = []) {
    self.runnable = runnable
    self.secrets = secrets
  }

  /// What stands in a key's place in text for people.
  package typealias Mask = @Sendable (ArraySlice<UInt8>) -> String

  /// The mask that shows nothing of the key.
  package static let hidden: Mask = { _ in "<secret>" }

  /// The line for people; bytes that are no UTF-8 become U+FFFD.
  package func text(mask: Mask = ConfigLine.hidden) -> String {
    var text = ""
    var position = 0
    for range in secrets {
      text += String(decoding: runnable[position..<range.lowerBound], as: UTF8.self)
      text += mask(runnable[range])
      position = range.upperBound
    }
    return text + String(decoding: runnable[position...], as: UTF8.self)
  }
}

extension ConfigLine: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { text() }
  package var debugDescription: String { text() }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
