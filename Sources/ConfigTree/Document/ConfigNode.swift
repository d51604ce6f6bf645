/// One line of a configuration, or one multi-line value.
///
/// Nodes stand in one flat array in pre-order: a node's descendants are the nodes after it up to ``subtreeEnd``.
package struct ConfigNode: Sendable, Hashable {
  package let kind: Kind
  var parentIndex: Int32
  var subtreeEndIndex: Int32
  var start: Int32
  var textStart: Int32
  var textEnd: Int32
  var end: Int32
  var lineNumber: Int32
  var columns: Int32

  /// What a line is to the configuration.
  package enum Kind: UInt8, Sendable, Hashable {
    /// A command of the configuration, with or without children.
    case statement
    /// Text for people: never sent back to a device.
    case comment
    /// A bare comment mark or an empty line.
    case separator
    /// A statement whose value spans lines: banner, certificate, key.
    case blob
    /// Not part of the configuration: collector's header, prompt, paging debris.
    case noise
    /// A line that only leaves a section or ends the file.
    case closer
  }

  /// Index of the section that it stands in; `nil` at the top.
  package var parent: Int? { parentIndex < 0 ? nil : Int(parentIndex) }
  /// One past the last node below this one; own index plus one for a node without children.
  package var subtreeEnd: Int { Int(subtreeEndIndex) }
  /// All its own bytes, with indentation and line ending, without those of its children.
  package var bytes: Range<Int> { Int(start)..<Int(end) }
  /// The bytes without indentation, trailing blanks and line ending; inner line endings of a blob stay.
  package var text: Range<Int> { Int(textStart)..<Int(textEnd) }
  /// Line of its first byte, from 1.
  package var line: Int { Int(lineNumber) }
  /// Width of its indentation in columns; a tab goes to the next multiple of eight.
  package var indentation: Int { Int(columns) }
  /// Whether it says something about the device: a statement or a blob.
  package var isConfiguration: Bool { kind == .statement || kind == .blob }
}
