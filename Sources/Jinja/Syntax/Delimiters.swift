/// How a template marks statements, expressions and comments, and what happens to white space around them.
package struct SyntaxOptions: Sendable, Hashable {
  package var blockStart = "{%"
  package var blockEnd = "%}"
  package var variableStart = "{{"
  package var variableEnd = "}}"
  package var commentStart = "{#"
  package var commentEnd = "#}"
  /// Begins a statement that takes a whole line; `nil`: there are none.
  package var lineStatementPrefix: String?
  /// Begins a comment up to the end of the line; `nil`: there are none.
  package var lineCommentPrefix: String?
  /// Drops the newline after a statement or comment.
  package var trimBlocks = false
  /// Drops blanks between the start of a line and a statement or comment.
  package var lstripBlocks = false
  /// Keeps the newline at the end of the template.
  package var keepTrailingNewline = false
  /// Statements beyond the language's own.
  package var extensions: Set<Extension> = []

  /// What Jinja2 calls extensions, by the last part of their names.
  package enum Extension: String, Sendable, Hashable, CaseIterable {
    /// `{% do list.append(1) %}`: evaluates and prints nothing.
    case evaluation = "do"
    /// `{% break %}` and `{% continue %}`.
    case loopControls = "loopcontrols"
    /// `{% debug %}`: prints every variable, keys included.
    case debug
  }

  package init() {}
}

/// The delimiters as bytes, in the order in which they are tried.
struct Delimiters {
  enum Kind: Int { case block, comment, lineComment, lineStatement, variable }

  let blockStart, blockEnd, variableStart, variableEnd, commentStart, commentEnd: [UInt8]
  let lineStatement, lineComment: [UInt8]?
  /// Longest first; on a tie variables before line statements, line comments, comments, blocks.
  let openings: [(kind: Kind, text: [UInt8])]

  init(_ options: SyntaxOptions) {
    blockStart = Array(options.blockStart.utf8)
    blockEnd = Array(options.blockEnd.utf8)
    variableStart = Array(options.variableStart.utf8)
    variableEnd = Array(options.variableEnd.utf8)
    commentStart = Array(options.commentStart.utf8)
    commentEnd = Array(options.commentEnd.utf8)
    lineStatement = options.lineStatementPrefix.map { Array($0.utf8) }
    lineComment = options.lineCommentPrefix.map { Array($0.utf8) }
    var openings: [(kind: Kind, text: [UInt8])] = [
      (.variable, variableStart), (.comment, commentStart), (.block, blockStart),
    ]
    if let lineStatement { openings.append((.lineStatement, lineStatement)) }
    if let lineComment { openings.append((.lineComment, lineComment)) }
    func length(_ text: [UInt8]) -> Int { String(decoding: text, as: UTF8.self).unicodeScalars.count }
    self.openings = openings.sorted { left, right in
      let (a, b) = (length(left.text), length(right.text))
      return a != b ? a > b : left.kind.rawValue > right.kind.rawValue
    }
  }
}
