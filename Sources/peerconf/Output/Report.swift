import Diagnostics
import OrderedJSON

/// JSON documents of the command line: `schema`, `tool` and `version` come first in each.
enum Report {
  /// Wraps the members of a report, `schema` as `peerconf.<name>/<revision>`.
  static func document(_ schema: String, _ members: JSONObject) -> JSON {
    var object: JSONObject = [
      "schema": .string(schema), "tool": .string(Tool.name), "version": .string(Tool.version),
    ]
    for member in members.members { object[member.name] = member.value }
    return .object(object)
  }

  static func findings(_ findings: [Finding]) -> JSON {
    .array(findings.sorted(by: Finding.inReportOrder).map(json))
  }

  private static func json(_ finding: Finding) -> JSON {
    var object: JSONObject = [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
    ]
    if let place = finding.place {
      object["source"] = .string(place.source)
      if place.line > 0 { object["line"] = JSON(place.line) }
      if place.column > 0 { object["column"] = JSON(place.column) }
      if let address = place.address { object["address"] = .string(address) }
    }
    if let remedy = finding.remedy { object["remedy"] = .string(remedy) }
    return .object(object)
  }

  /// Findings for people, one paragraph each: place, severity, message, rule; the remedy below.
  static func text(_ findings: [Finding]) -> String {
    findings.sorted(by: Finding.inReportOrder).map { finding in
      let place = finding.place.map { "\($0): " } ?? ""
      let remedy = finding.remedy.map { "\n    \($0)" } ?? ""
      return "\(place)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]\(remedy)\n"
    }.joined()
  }
}
