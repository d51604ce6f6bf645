import ArgumentParser
import ConfigDiff
import Diagnostics
import SafeFiles

struct TemplateTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Render the cases beside templates and compare with what is expected.",
    discussion: """
      Cases of main.j2 lie in main.j2.cases, a folder each: context.json with the variables, or intent.json or \
      intent.yaml for the first template of a platform, and expected.txt. Keys of intents are masked. --record writes \
      what the templates make of the cases now: read it before you commit it. Exit code 3 when a case fails.

      Examples:
        peerconf template test templates
        peerconf template test templates/acme/main.j2 --record
      """)

  @Argument(help: "A template, or a folder with cases below.")
  var path = "templates"
  @Flag(help: "Write the expected texts anew.")
  var record = false

  func run() throws {
    guard SafeFile.exists(path) else {
      throw InputError("there is no file or folder \(path)", remedy: "Check the path.")
    }
    let base = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let cases = try TemplateCase.all(in: base)
    var failures = 0
    for test in cases { if try !judge(test) { failures += 1 } }
    StandardError.note(
      "\(counted(cases.count, "case")), \(failures == 0 ? "none" : "\(failures)") failed")
    if failures > 0 { throw Process.Ending(outcome: .findings) }
  }

  /// Runs one case and says how it went.
  private func judge(_ test: TemplateCase) throws -> Bool {
    let title = "\(test.template) \(test.name)"
    let actual: [UInt8]
    switch try test.run() {
    case .failure(let message):
      StandardOutput.show("fail \(title)\n\(message)\n")
      return false
    case .text(let bytes): actual = bytes
    }
    let expected = try test.expected()
    if expected == actual {
      StandardOutput.show("pass \(title)\n")
      return true
    }
    if record {
      try SafeFile.write(actual, to: test.expectedPath)
      StandardOutput.show("wrote \(title)\n")
      return true
    }
    guard let expected else {
      StandardOutput.show("fail \(title)\nthere is no \(test.expectedPath): --record writes it\n")
      return false
    }
    let diff = UnifiedDiff.text(
      old: expected, new: actual, oldName: test.expectedPath, newName: test.template)
    StandardOutput.show("fail \(title)\n\(diff)")
    return false
  }
}
