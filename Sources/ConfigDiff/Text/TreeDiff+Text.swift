package import ConfigTree
import Diagnostics
package import OrderedJSON

extension TreeDiff {
  /// The differences for people: a sign, then the line at its depth; unchanged section headers show where.
  package func text(mask: ConfigLine.Mask = ConfigLine.hidden) -> String {
    var output = ""
    func write(_ sign: String, _ depth: Int, _ line: String) {
      output += sign + String(repeating: " ", count: 4 - sign.count + depth) + line + "\n"
    }
    func write(_ entries: [DiffEntry], _ depth: Int) {
      for entry in entries {
        let old = entry.running?.line.text(mask: mask)
        let new = entry.intended?.line.text(mask: mask)
        switch entry.kind {
        case .added: write("+", depth, new ?? "")
        case .removed: write("-", depth, old ?? "")
        case .changed, .replaced: write(entry.sign, depth, "\(old ?? "") => \(new ?? "")")
        case .moved: write("~", depth, "\(old ?? new ?? "") (moved)")
        case .unverifiable: write("?", depth, "\(old ?? "") (nobody can tell whether the key is the same)")
        case .inside: write("", depth, old ?? new ?? "")
        }
        write(entry.children, depth + 1)
      }
    }
    write(entries, 0)
    return output
  }

  /// How many entries there are of each kind, sections with differences inside left out.
  package var tally: [DiffEntry.Kind: Int] {
    var tally: [DiffEntry.Kind: Int] = [:]
    for (_, entry) in flattened where entry.kind != .inside { tally[entry.kind, default: 0] += 1 }
    return tally
  }

  /// The differences as a list of entries with their paths.
  package func json(mask: ConfigLine.Mask = ConfigLine.hidden) -> JSON {
    .array(
      flattened.compactMap { path, entry in
        guard entry.kind != .inside else { return nil }
        var object: JSONObject = [:]
        object["kind"] = JSON(entry.kind.rawValue)
        object["sign"] = JSON(entry.sign)
        object["path"] = .array(path.map { JSON(($0.running ?? $0.intended)?.line.text(mask: mask) ?? "") })
        if let id = entry.rule.flatMap({ running.grammar.rules[$0].statement.id }) {
          object["statement"] = JSON(id)
        }
        object["running"] = TreeDiff.json(entry.running, mask)
        object["intended"] = TreeDiff.json(entry.intended, mask)
        return .object(object)
      })
  }

  private static func json(_ side: DiffSide?, _ mask: ConfigLine.Mask) -> JSON? {
    side.map { side in
      [
        "line": JSON(side.place.line), "source": JSON(side.place.source),
        "text": JSON(side.line.text(mask: mask)),
      ]
    }
  }
}

extension [CommandStep] {
  /// The commands with their reasons, for machines.
  package func json(mask: ConfigLine.Mask = ConfigLine.hidden) -> JSON {
    .array(
      map { step in
        var object: JSONObject = [:]
        object["command"] = JSON(step.line.text(mask: mask))
        object["kind"] = JSON(step.kind.rawValue)
        object["path"] = .array(step.path.map { JSON($0.text(mask: mask)) })
        object["reason"] = JSON(step.reason.text(mask: mask))
        object["place"] = step.place.map { JSON($0.description) }
        object["disruptive"] = step.disruptive.map { JSON($0) }
        return .object(object)
      })
  }
}
