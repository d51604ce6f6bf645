package import Diagnostics
package import OrderedJSON

extension Report {
  /// A log of SARIF 2.1.0 (OASIS standard, §3.13 `sarifLog`) with one run.
  ///
  /// Every rule that is named by a result stands in the driver's `rules`, with its description where `rules` has one.
  package func sarif(tool: ToolIdentity, rules: [RuleDescription]) -> JSON {
    let ids = Set(findings.map(\.rule)).sorted()
    let known = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    let indices = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    let driver: JSON = [
      "name": .string(tool.name), "version": .string(tool.version),
      "rules": .array(ids.map { Report.descriptor(of: $0, known[$0]) }),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "utf16CodeUnits",
          "results": .array(findings.map { Report.result($0, ruleIndex: indices[$0.rule] ?? 0) }),
        ]
      ],
    ]
  }

  private static func descriptor(of id: String, _ rule: RuleDescription?) -> JSON {
    var object: JSONObject = ["id": .string(id)]
    if let rule {
      object["shortDescription"] = ["text": .string(rule.title)]
      object["fullDescription"] = ["text": .string(rule.why)]
      object["help"] = ["text": .string(rule.remedy)]
      object["defaultConfiguration"] = ["level": .string(rule.severity.rawValue)]
    }
    return .object(object)
  }

  private static func result(_ finding: Finding, ruleIndex: Int) -> JSON {
    let text = finding.remedy.map { "\(finding.message) \($0)" } ?? finding.message
    var object: JSONObject = [
      "ruleId": .string(finding.rule), "ruleIndex": JSON(ruleIndex),
      "level": .string(finding.severity.rawValue), "message": ["text": .string(text)],
    ]
    if let place = finding.place {
      var physical: JSONObject = ["artifactLocation": ["uri": .string(uri(place.source))]]
      // Columns of ours are bytes and SARIF's are characters: the line says enough, and is never wrong.
      if place.line > 0 { physical["region"] = ["startLine": JSON(place.line)] }
      object["locations"] = [["physicalLocation": .object(physical)]]
    }
    if let other = finding.counterpart {
      object["relatedLocations"] = [
        [
          "physicalLocation": ["artifactLocation": ["uri": .string(uri(other.source))]],
          "message": ["text": .string(other.description)],
        ]
      ]
    }
    return .object(object)
  }

  /// A path as a relative reference of RFC 3986.
  private static func uri(_ path: String) -> String {
    let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in path.utf8 {
      if safe.contains(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
