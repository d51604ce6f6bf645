/// A short configuration that breaks a rule, in the words of the example device (``ExamplePlatform``).
package struct RuleExample: Sendable, Hashable {
  /// The configuration; a line on which the rule reports something ends with ``mark``.
  package var marked: String
  /// Changes to the text of ``ExamplePlatform/intent``, in order; `nil`: the file is looked at alone.
  package var intent: [Change]?
  /// How many findings concern no line of the file.
  package var elsewhere: Int

  /// Ends the lines on which something is found.
  package static let mark = "   <-- here"

  /// One replacement in a text.
  package struct Change: Sendable, Hashable {
    package var old: String
    package var new: String
  }

  init(_ marked: String, intent: [(String, String)]? = nil, elsewhere: Int = 0) {
    self.marked = marked
    self.intent = intent?.map { Change(old: $0.0, new: $0.1) }
    self.elsewhere = elsewhere
  }

  /// The configuration without marks.
  package var text: String {
    lines.map { $0.hasSuffix(RuleExample.mark) ? String($0.dropLast(RuleExample.mark.count)) : $0 }
      .joined(separator: "\n")
  }

  /// Numbers of the marked lines, from 1.
  package var expectedLines: [Int] {
    lines.enumerated().filter { $0.element.hasSuffix(RuleExample.mark) }.map { $0.offset + 1 }
  }

  private var lines: [String] {
    marked.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
