import ChangeTicket
import ConfigTree
import Diagnostics
import OrderedJSON
import SafeFiles
import Secrets

/// What everything goes through that is shown: keys have tags in their places, and none is left in clear.
struct Veil {
  let mask: KeyMask
  let sieve: KeySieve

  /// Knows the keys of these files and those at hand.
  init(_ files: [HiddenParts], keys: KeyRing = .empty, workspace: Workspace) {
    let needsTags = !keys.keys.isEmpty || files.contains { !$0.isEmpty }
    self.init(files, keys: keys, tagKey: workspace.tagKeyForShowing(isNeeded: needsTags))
  }

  init(_ files: [HiddenParts], keys: KeyRing, tagKey: TagKey?) {
    mask = KeyMask(tagKey: tagKey, keys: keys.keys)
    sieve = KeySieve(files, keys: keys.keys, mask: mask)
  }

  /// One line or more for people.
  func text(_ text: String) -> String { Printable.text(sieve.clean(text)) }

  /// A document without keys.
  func json(_ document: JSON) -> [UInt8] { sieve.clean(document.bytes()) }

  func findings(_ findings: [Finding]) -> [Finding] {
    findings.map { finding in
      var finding = finding
      finding.message = text(finding.message)
      finding.remedy = finding.remedy.map(text)
      return finding
    }
  }

  /// Shows findings on stderr.
  func show(_ findings: [Finding]) { StandardError.write(Report.text(self.findings(findings))) }
}

extension Workspace {
  private var tagKeyPath: String { "\(statePath)/tag.key" }

  /// The key of the tags; it is made when it is not there.
  func tagKey() throws(SecretError) -> TagKey { try TagKey(atOrMadeAt: tagKeyPath) }

  /// The key of the tags for a command that only shows something: it is not made without need, and where it cannot
  /// be had, keys show as `<secret>`.
  func tagKeyForShowing(isNeeded: Bool) -> TagKey? {
    guard isNeeded else { return nil }
    do {
      return try tagKey()
    } catch {
      StandardError.note("keys show as <secret>: \(error)")
      return nil
    }
  }
}
