import Diagnostics
import OrderedJSON
import Validation

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
    Validation.Report(findings).findingsJSON
  }

  /// Findings for people, one paragraph each: place, severity, message, rule; the remedy below.
  static func text(_ findings: [Finding]) -> String {
    Validation.Report(findings).text()
  }
}
