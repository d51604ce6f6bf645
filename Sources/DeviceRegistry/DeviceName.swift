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
  ///
  /// Scalar by scalar: a mark that combines with a slash before it does not hide the slash.
  package init?(parsing text: String) {
    var parts = [String.UnicodeScalarView()]
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if !isEscaped, scalar == "\\" {
        isEscaped = true
      } else if !isEscaped, scalar == "/" {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
        isEscaped = false
      }
    }
    guard !isEscaped, parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(
      vendor: String(parts[0]), type: String(parts[1]), model: String(parts[2]), version: String(parts[3]))
  }

  /// The four parts in order.
  package var parts: [String] { [vendor, type, model, version] }

  /// The cloud exports only for a complete name; rows without a type occur in one form of its answer.
  package var isComplete: Bool { parts.allSatisfy { !$0.isEmpty } }
}

extension DeviceName {
  /// Byte for byte, as the cloud compares; to `String`, two spellings of one accented letter are equal.
  package static func == (left: DeviceName, right: DeviceName) -> Bool {
    zip(left.parts, right.parts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  package func hash(into hasher: inout Hasher) {
    for part in parts {
      hasher.combine(part.utf8.count)
      for byte in part.utf8 { hasher.combine(byte) }
    }
  }
}

extension DeviceName: CustomStringConvertible {
  package var description: String {
    parts.map { part in
      var written = String.UnicodeScalarView()
      for scalar in part.unicodeScalars {
        if scalar == "/" || scalar == "\\" { written.append("\\") }
        written.append(scalar)
      }
      return String(written)
    }.joined(separator: "/")
  }
}

extension DeviceName: Comparable {
  /// By bytes, part for part: the order never depends on a locale.
  package static func < (left: DeviceName, right: DeviceName) -> Bool {
    for (a, b) in zip(left.parts, right.parts) where !a.utf8.elementsEqual(b.utf8) {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return false
  }
}
