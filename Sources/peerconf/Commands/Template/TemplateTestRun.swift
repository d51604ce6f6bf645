import Diagnostics
import OrderedJSON
import Validation

/// What became of a run of cases.
struct TemplateTestRun {
  enum Verdict {
    case passed
    /// The expected text was written anew.
    case recorded
    /// With a diff or the reason, lines that end.
    case failed(String)

    func text(of test: TemplateCase) -> String {
      let title = "\(test.template) \(test.name)\n"
      return switch self {
      case .passed: "pass \(title)"
      case .recorded: "wrote \(title)"
      case .failed(let reason): "fail \(title)\(reason)"
      }
    }
  }

  /// What was asked for.
  let path: String
  /// Percent of the branches that must be taken.
  let minimum: Int?
  var results: [(test: TemplateCase, verdict: Verdict)] = []
  /// `nil` when nobody counted.
  var coverage: CoverageSummary?

  private var failures: Int { results.count { if case .failed = $0.verdict { true } else { false } } }

  private var complaint: Finding? { minimum.flatMap { coverage?.complaint(below: $0, in: path) } }

  var hasFailed: Bool { failures > 0 || complaint != nil }

  /// One line for people.
  var tally: String {
    let covered = coverage.map { ", \($0.share.percent) % of the branches taken" } ?? ""
    return "\(counted(results.count, "case")), \(failures == 0 ? "none" : "\(failures)") failed\(covered)"
  }

  var coverageText: String {
    guard let coverage else { return "" }
    return coverage.text + (complaint.map { "\n" + Report.text([$0]) } ?? "")
  }

  /// The document `peerconf.template-test/1`.
  var json: JSON {
    var members: JSONObject = [
      "cases": JSON(results.count), "failed": JSON(failures),
      "results": .array(results.map { TemplateTestRun.json($0.test, $0.verdict) }),
    ]
    if let coverage {
      members["coverage"] = coverage.json(minimum: minimum)
      members["findings"] = Report.findings(complaint.map { [$0] } ?? [])
    }
    return Report.document("peerconf.template-test/1", members)
  }

  private static func json(_ test: TemplateCase, _ verdict: Verdict) -> JSON {
    var object: JSONObject = ["template": .string(test.template), "case": .string(test.name)]
    switch verdict {
    case .passed: object["result"] = "passed"
    case .recorded: object["result"] = "recorded"
    case .failed(let reason):
      object["result"] = "failed"
      object["reason"] = .string(reason)
    }
    return .object(object)
  }

  var junit: String {
    var cases = results.map { test, verdict in
      let result: JUnitSuite.Case.Result =
        switch verdict {
        case .passed: .passed
        case .recorded: .remarked("the expected text was written anew")
        case .failed(let reason):
          .failed(
            kind: "error", message: String(reason.prefix { $0 != "\n" }), text: reason)
        }
      return JUnitSuite.Case(group: test.template, name: test.name, result: result)
    }
    if let coverage {
      let text = coverage.text
      cases.append(
        JUnitSuite.Case(
          group: path, name: "coverage",
          result: complaint.map { .failed(kind: "error", message: $0.message, text: text) }
            ?? .remarked(text)))
    }
    return JUnitSuite(name: "template test", cases: cases).xml(tool: .own)
  }
}
