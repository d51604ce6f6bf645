/// What identifies a supported device: vendor, type (series), model and version, compared exactly.
///
/// Written `VENDOR/TYPE/MODEL/VERSION`; a slash inside a part is written `\/`, a backslash `\\`.
package struct DeviceName: Sendable, Hashable {
  package var vendor: String
  package var type: String
  package var model: String
  package var version: String

  package init(vendor: String, type: String, model: String, version: String) {
    self.vendor = vendor
    self.type = type
    self.model = model
    self.version = version
  }

  /// Reads the written form; `nil` unless it has exactly four parts, none of them empty.
  package init?(parsing text: String) {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "/" {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    guard !isEscaped, parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(vendor: parts[0], type: parts[1], model: parts[2], version: parts[3])
  }

  /// The four parts in order.
  package var parts: [String] { [vendor, type, model, version] }

  /// The cloud exports only for a complete name; rows without a type occur in one form of its answer.
  package var isComplete: Bool { parts.allSatisfy { !$0.isEmpty } }
}

extension DeviceName: CustomStringConvertible {
  package var description: String {
    parts.map { part in
      part.replacing("\\", with: "\\\\").replacing("/", with: "\\/")
    }.joined(separator: "/")
  }
}

extension DeviceName: Comparable {
  /// By bytes, part for part: the order never depends on a locale.
  package static func < (left: DeviceName, right: DeviceName) -> Bool {
    for (a, b) in zip(left.parts, right.parts) where a != b {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return false
  }
}
