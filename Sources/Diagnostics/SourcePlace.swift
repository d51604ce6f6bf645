/// A place in a text: byte offsets count from 0, lines and columns from 1, columns in bytes.
package struct SourcePlace: Sendable, Hashable {
  /// Where the text came from, as the user named it: a path, `-`, or a template's name.
  package var source: String
  /// Line, from 1; 0 when the place is the whole source.
  package var line: Int
  /// Column in bytes, from 1; 0 when the place is the whole line.
  package var column: Int

  package init(source: String, line: Int = 0, column: Int = 0) {
    self.source = source
    self.line = line
    self.column = column
  }
}

extension SourcePlace: CustomStringConvertible {
  /// `file:line:column`, as compilers print it; parts that are not known are left out.
  package var description: String {
    var text = source
    if line > 0 { text += ":\(line)" }
    if line > 0, column > 0 { text += ":\(column)" }
    return text
  }
}
