import Diagnostics
import Documents

/// Collects what is to say about drafts while they are read.
struct DraftRemarks {
  private(set) var all: [(path: MemberPath, finding: Finding)] = []

  /// A value that the service documents as wrong.
  mutating func error(_ rule: String, _ path: MemberPath, _ message: String, remedy: String? = nil) {
    add(rule, .error, path, message, remedy)
  }

  /// A value about which sources disagree or are silent: it is sent.
  mutating func warning(_ rule: String, _ path: MemberPath, _ message: String, remedy: String? = nil) {
    add(rule, .warning, path, message, remedy)
  }

  mutating func note(_ rule: String, _ path: MemberPath, _ message: String, remedy: String? = nil) {
    add(rule, .note, path, message, remedy)
  }

  private mutating func add(
    _ rule: String, _ severity: Severity, _ path: MemberPath, _ message: String, _ remedy: String?
  ) {
    all.append(
      (path, Finding(rule: rule, severity: severity, message: "\(path): \(message)", remedy: remedy)))
  }
}
