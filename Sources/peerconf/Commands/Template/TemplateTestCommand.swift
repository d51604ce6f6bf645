import ArgumentParser
import ConfigDiff
import Diagnostics
import OrderedJSON
import SafeFiles

struct TemplateTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Render the cases beside templates and compare with what is expected.",
    discussion: """
      Cases of main.j2 lie in main.j2.cases, a folder each: context.json with the variables, or intent.json or \
      intent.yaml for the first template of a platform, and expected.txt. Keys of intents are masked. --record writes \
      what the templates make of the cases now: read it before you commit it. Exit code 3 when a case fails.

      --coverage tells which branches the cases take: every if, elif and else, also the else that is not written; loops \
      with and without a pass; both values of an if expression; macros, call bodies and blocks; and every template below \
      the folder. With --min-coverage it is exit code 3 when fewer percent of them are taken.

      Examples:
        peerconf template test templates
        peerconf template test templates/acme/main.j2 --record
        peerconf template test templates --min-coverage 80
        peerconf template test templates --coverage --format junit > cases.xml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case junit
  }

  @Argument(help: "A template, or a folder with cases below.")
  var path = "templates"
  @Flag(help: "Write the expected texts anew.")
  var record = false
  @Flag(help: "Tell which branches of the templates the cases take.")
  var coverage = false
  @Option(help: "Percent of the branches that the cases must take, 0 to 100.")
  var minCoverage: Int?
  @Option(help: "text, json or junit.")
  var format: Format = .text

  func validate() throws {
    guard minCoverage.map({ (0...100).contains($0) }) ?? true else {
      throw ValidationError("--min-coverage takes 0 to 100 percent")
    }
  }

  func run() throws {
    guard SafeFile.exists(path) else {
      throw InputError("there is no file or folder \(path)", remedy: "Check the path.")
    }
    let base = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let tally = coverage || minCoverage != nil ? CoverageTally() : nil
    var run = TemplateTestRun(path: base, minimum: minCoverage)
    for test in try TemplateCase.all(in: base) {
      let verdict = try judge(test, tally)
      if format == .text { StandardOutput.show(verdict.text(of: test)) }
      run.results.append((test, verdict))
    }
    run.coverage = try tally?.summary(of: base)
    switch format {
    case .text: StandardOutput.show(run.coverageText)
    case .json: StandardOutput.write(run.json.text())
    case .junit: StandardOutput.write(run.junit)
    }
    StandardError.note(run.tally)
    if run.hasFailed { throw Process.Ending(outcome: .findings) }
  }

  /// Runs one case and says how it went.
  private func judge(_ test: TemplateCase, _ tally: CoverageTally?) throws -> TemplateTestRun.Verdict {
    let actual: [UInt8]
    switch try test.run(counting: tally) {
    case .failure(let message): return .failed(message + "\n")
    case .text(let bytes): actual = bytes
    }
    let expected = try test.expected()
    if expected == actual { return .passed }
    if record {
      try SafeFile.write(actual, to: test.expectedPath)
      return .recorded
    }
    guard let expected else { return .failed("there is no \(test.expectedPath): --record writes it\n") }
    return .failed(
      UnifiedDiff.text(old: expected, new: actual, oldName: test.expectedPath, newName: test.template))
  }
}
