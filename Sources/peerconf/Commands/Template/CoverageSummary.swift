import Diagnostics
import Jinja
import OrderedJSON

/// Which branches of templates their cases take.
struct CoverageSummary {
  struct Template {
    let path: String
    let branches: [Coverage.Branch]

    var share: Share { Share(taken: branches.count { $0.count > 0 }, of: branches.count) }
  }

  /// A part of a number of branches.
  struct Share {
    let taken: Int
    let total: Int

    init(taken: Int, of total: Int) {
      self.taken = taken
      self.total = total
    }

    /// In tenths of a percent, rounded down: 1000 is all of them and nothing less.
    private var tenths: Int { total == 0 ? 1000 : taken * 1000 / total }

    var percent: String { "\(tenths / 10).\(tenths % 10)" }

    func reaches(_ percent: Int) -> Bool { taken * 100 >= percent * total }
  }

  /// Sorted by path.
  let templates: [Template]

  var share: Share {
    let shares = templates.map(\.share)
    return Share(
      taken: shares.reduce(0) { $0 + $1.taken }, of: shares.reduce(0) { $0 + $1.total })
  }

  /// What to say when fewer branches than so many percent are taken.
  func complaint(below minimum: Int, in path: String) -> Finding? {
    guard !share.reaches(minimum) else { return nil }
    return Finding(
      rule: "template-coverage", severity: .error, place: SourcePlace(source: path),
      message:
        "the cases take \(share.taken) of \(share.total) branches, \(share.percent) %, and not \(minimum) %",
      remedy: "Add cases for the branches that are never taken.")
  }

  /// A table of templates, then the branches that no case takes.
  var text: String {
    var rows = templates.map { CoverageSummary.row($0.share, $0.path) }
    rows.append(CoverageSummary.row(share, "all"))
    var text = "\n" + TextTable(header: ["COVERED", "BRANCHES", "TEMPLATE"], rows: rows).text()
    let missed = templates.flatMap { template in
      template.branches.filter { $0.count == 0 }.map {
        "\(template.path):\($0.place.line): \($0.title)\n"
      }
    }
    if !missed.isEmpty { text += "\nNever taken:\n" + missed.joined() }
    return text
  }

  private static func row(_ share: Share, _ name: String) -> [String] {
    let percent = share.percent
    return [
      String(repeating: " ", count: max(0, 5 - percent.count)) + percent + " %",
      "\(share.taken) of \(share.total)", name,
    ]
  }

  func json(minimum: Int?) -> JSON {
    var object = CoverageSummary.members(share)
    if let minimum { object["minimum"] = JSON(minimum) }
    object["templates"] = .array(
      templates.map { template in
        var object: JSONObject = ["template": .string(template.path)]
        for member in CoverageSummary.members(template.share).members { object[member.name] = member.value }
        object["ways"] = .array(template.branches.map(CoverageSummary.json))
        return .object(object)
      })
    return .object(object)
  }

  private static func members(_ share: Share) -> JSONObject {
    ["branches": JSON(share.total), "taken": JSON(share.taken), "percent": .number(share.percent)]
  }

  private static func json(_ branch: Coverage.Branch) -> JSON {
    var object: JSONObject = ["kind": .string(branch.kind.rawValue)]
    if let name = branch.name { object["name"] = .string(name) }
    object["line"] = JSON(branch.place.line)
    object["column"] = JSON(branch.place.column)
    object["count"] = JSON(branch.count)
    return .object(object)
  }
}
