/// A place in a text: byte offsets count from 0, lines and columns from 1, columns in bytes.
package struct SourcePlace: Sendable, Hashable {
  /// Where the text came from, as the user named it: a path, `-`, or a template's name.
  package var source: String
  /// Line, from 1; 0 when the place is the whole source.
  package var line: Int
  /// Column in bytes, from 1; 0 when the place is the whole line.
  package var column: Int
  /// The place in the words of the document's own kind: an XPath for XML; `nil` where lines are all there is.
  package var address: String?

  package init(source: String, line: Int = 0, column: Int = 0, address: String? = nil) {
    self.source = source
    self.line = line
    self.column = column
    self.address = address
  }
}

extension SourcePlace: CustomStringConvertible {
  /// `file:line:column`, as compilers print it, and the address; parts that are not known are left out.
  package var description: String {
    var text = source
    if line > 0 { text += ":\(line)" }
    if line > 0, column > 0 { text += ":\(column)" }
    if let address { text += " (\(address))" }
    return text
  }
}
