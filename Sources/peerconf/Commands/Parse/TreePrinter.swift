import ChangeTicket
import ConfigTree
import Diagnostics
import OrderedJSON

/// Writes a tree to stdout piece by piece, so that a hostile file cannot fill the memory with text.
struct TreePrinter {
  let hidden: HiddenParts
  let veil: Veil
  let platform: String

  private var matched: MatchedDocument { hidden.matched }
  private var document: ConfigDocument { hidden.matched.document }

  // MARK: Text

  /// A line a node; separators and lines that only leave a section are left out.
  func writeText() {
    let width = "\(document.nodes.last?.line ?? 0)".utf8.count
    var output = Chunks()
    var depths: [Int] = []
    depths.reserveCapacity(document.nodes.count)
    for index in document.nodes.indices {
      let node = document.nodes[index]
      depths.append(node.parent.map { depths[$0] + 1 } ?? 0)
      guard node.kind != .separator, node.kind != .closer else { continue }
      let lines = text(of: index).split(separator: "\n", omittingEmptySubsequences: false)
      let number = "\(node.line)"
      output.append(String(repeating: " ", count: width - number.utf8.count))
      output.append("\(number) \(sign(of: index)) ")
      output.append(String(repeating: "  ", count: depths[index]))
      output.append(lines.first ?? "")
      if lines.count > 1 { output.append(" … (\(lines.count) lines)") }
      output.append("\(objects(of: index))\n")
    }
    output.flush()
  }

  private func sign(of node: Int) -> String {
    guard document.nodes[node].isConfiguration else { return "#" }
    return matched.ruleIndex(of: node) == nil ? "?" : " "
  }

  private func objects(of node: Int) -> String {
    let defined = matched.definition(of: node).map { "   = \($0.kind) \($0.name)" } ?? ""
    let needed = matched.references(of: node).map { "   -> \($0.kind) \($0.name)" }.joined()
    return defined.isEmpty && needed.isEmpty ? "" : veil.text(defined + needed)
  }

  /// Masked and safe for a terminal.
  private func text(of node: Int) -> String {
    let masked = hidden.text(of: node, mask: veil.mask)
    return veil.text(String(decoding: masked, as: UTF8.self).replacing("\r\n", with: "\n"))
  }

  // MARK: JSON

  /// One document, a node a line.
  func writeJSON(version: String?) {
    var output = Chunks()
    let head = Report.document(
      "peerconf.tree/1",
      [
        "source": .string(document.source), "platform": .string(platform), "software_version": JSON(version),
        "notes": Report.findings(document.findings),
      ])
    // The document's own closing brace comes after the nodes.
    output.append(head.text(.compact).dropLast())
    output.append(",\"nodes\":[")
    writeNodes(&output)
    output.append("]}\n")
    output.flush()
  }

  /// Pre-order with a stack of open nodes: depth costs nothing.
  private func writeNodes(_ output: inout Chunks) {
    var open: [Int] = []
    var isFirst = true
    for index in document.nodes.indices {
      while let last = open.last, document.nodes[last].subtreeEnd <= index {
        open.removeLast()
        output.append("]}")
        isFirst = false
      }
      output.append(isFirst ? "\n" : ",\n")
      output.append(String(repeating: "  ", count: open.count + 1))
      let members = members(of: index).text(.compact)
      isFirst = document.nodes[index].subtreeEnd > index + 1
      if isFirst {
        output.append(members.dropLast())
        output.append(",\"children\":[")
        open.append(index)
      } else {
        output.append(members)
      }
    }
    output.append(String(repeating: "]}", count: open.count))
  }

  private func members(of index: Int) -> JSON {
    let node = document.nodes[index]
    let masked = hidden.text(of: index, mask: veil.mask)
    var object: JSONObject = [
      "line": JSON(node.line), "kind": .string("\(node.kind)"),
      "text": .string(String(decoding: veil.sieve.clean(masked), as: UTF8.self)),
    ]
    guard node.isConfiguration else { return .object(object) }
    object["known"] = .bool(matched.ruleIndex(of: index) != nil)
    if matched.isNegated(index) { object["negated"] = true }
    object["statement"] = matched.rule(of: index)?.statement.id.map { .string($0) }
    object["defines"] = matched.definition(of: index).map(json)
    let needed = matched.references(of: index)
    if !needed.isEmpty { object["refers"] = .array(needed.map(json)) }
    return .object(object)
  }

  private func json(_ object: ConfigObject) -> JSON {
    ["kind": .string(object.kind), "name": .string(veil.sieve.clean(object.name))]
  }
}

/// Output that is written whenever there is enough of it.
private struct Chunks {
  private var bytes: [UInt8] = []
  private static let size = 1 << 18

  mutating func append(_ text: some StringProtocol) {
    bytes += text.utf8
    if bytes.count >= Chunks.size { flush() }
  }

  mutating func flush() {
    StandardOutput.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
