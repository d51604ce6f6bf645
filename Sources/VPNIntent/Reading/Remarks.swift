import Diagnostics
import Documents

/// Collects what is wrong with a document while it is read.
///
/// A reference type, so that readers of nested objects share it.
final class Remarks {
  private(set) var all: [(path: MemberPath, finding: Finding)] = []

  func error(_ rule: String, _ path: MemberPath, _ message: String, remedy: String? = nil) {
    add(rule, .error, path, message, remedy)
  }

  func warning(_ rule: String, _ path: MemberPath, _ message: String, remedy: String? = nil) {
    add(rule, .warning, path, message, remedy)
  }

  private func add(
    _ rule: String, _ severity: Severity, _ path: MemberPath, _ message: String, _ remedy: String?
  ) {
    all.append(
      (path, Finding(rule: rule, severity: severity, message: "\(path): \(message)", remedy: remedy)))
  }

  /// The findings, each with its place in the document.
  func findings(in document: DocumentText) -> [Finding] {
    zip(all, document.places(of: all.map(\.path))).map { remark, place in
      var finding = remark.finding
      finding.place = place
      return finding
    }
  }
}
