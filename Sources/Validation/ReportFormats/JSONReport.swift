import Diagnostics
package import OrderedJSON

extension Report {
  /// The document `peerconf.findings/1`: what was found and how often.
  package func json(tool: ToolIdentity) -> JSON {
    [
      "schema": "peerconf.findings/1", "tool": .string(tool.name), "version": .string(tool.version),
      "errors": JSON(count(of: .error)), "warnings": JSON(count(of: .warning)),
      "notes": JSON(count(of: .note)), "findings": findingsJSON,
    ]
  }

  /// The findings alone, to be a member of a larger document.
  package var findingsJSON: JSON { .array(findings.map(Report.json)) }

  private static func json(_ finding: Finding) -> JSON {
    var object: JSONObject = [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
    ]
    if let place = finding.place { for (name, value) in members(of: place) { object[name] = value } }
    if let other = finding.counterpart {
      var place: JSONObject = [:]
      for (name, value) in members(of: other) { place[name] = value }
      object["counterpart"] = .object(place)
    }
    if let remedy = finding.remedy { object["remedy"] = .string(remedy) }
    return .object(object)
  }

  private static func members(of place: SourcePlace) -> [(name: String, value: JSON)] {
    var members: [(name: String, value: JSON)] = [("source", .string(place.source))]
    if place.line > 0 { members.append(("line", JSON(place.line))) }
    if place.column > 0 { members.append(("column", JSON(place.column))) }
    if let address = place.address { members.append(("address", .string(address))) }
    return members
  }
}
