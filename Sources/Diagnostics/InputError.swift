/// The user's input cannot be used at all: exit code 65.
///
/// Domain rooms throw this where going on makes no sense (a file that is not UTF-8, an intent that is no
/// JSON). What can be reported beside other remarks is a ``Finding`` instead.
package struct InputError: Error, Sendable, Hashable {
  /// What is wrong, one sentence, no key material.
  package var message: String
  package var place: SourcePlace?
  /// What to do, one sentence.
  package var remedy: String?
  /// The offending line and a caret under the column, when the text was at hand.
  package var excerpt: String?

  package init(_ message: String, at place: SourcePlace? = nil, remedy: String? = nil, excerpt: String? = nil)
  {
    self.message = message
    self.place = place
    self.remedy = remedy
    self.excerpt = excerpt
  }
}

extension InputError: CustomStringConvertible {
  /// Place, cause, excerpt, remedy: ready for a terminal.
  package var description: String {
    var text = place.map { "\($0): " } ?? ""
    text += message
    if let excerpt { text += "\n\(excerpt)" }
    if let remedy { text += "\n\(remedy)" }
    return text
  }
}
