import ConfigTree
import Diagnostics
import OrderedJSON
import PlatformModel
import Redaction

/// The paths of a device's file, with tags in the places of its secrets.
struct PathPrinter {
  let findings: [Finding]
  private let tree: PathTree
  private let platform: String

  /// - Throws: `InputError` where the file's notation has no paths.
  init(_ input: InputFile, _ platform: Platform, workspace: Workspace) throws {
    // Secrets go before anything is taken apart, since what marks them is the line around them.
    let hits = SecretScanner(platform).scan(input.bytes)
    let key = workspace.tagKeyForShowing(isNeeded: !hits.isEmpty)
    let bytes = Redactor(under: key).redacted(input.bytes, hits)
    let document = platform.syntax.parse(bytes, source: input.source)
    guard let tree = PathTree(document, syntax: platform.syntax) else {
      throw InputError(
        "\(input.source): files of \(platform.id) have no paths in this notation",
        remedy: "Leave --paths out; it is for sections in braces and for whole paths behind a verb.")
    }
    self.tree = tree
    self.platform = platform.id
    findings = document.findings
  }

  func writeText() {
    var text: [UInt8] = []
    tree.forEachPath { path in
      if path.isInactive { text += "inactive: ".utf8 }
      text += path.text
      text.append(0x0A)
      // All paths together may be far longer than the file.
      guard text.count > 1 << 16 else { return }
      write(text)
      text = []
    }
    write(text)
  }

  private func write(_ text: [UInt8]) {
    StandardOutput.write(Printable.text(String(decoding: text, as: UTF8.self)))
  }

  func writeJSON() {
    let paths = tree.paths.map { path -> JSON in
      var object: JSONObject = [
        "words": .array(path.words.map { .string(String(decoding: $0, as: UTF8.self)) })
      ]
      if path.isInactive { object["inactive"] = true }
      return .object(object)
    }
    let document = Report.document(
      "peerconf.paths/1",
      ["platform": .string(platform), "paths": .array(paths), "findings": Report.findings(findings)])
    StandardOutput.write(document.text())
  }
}
