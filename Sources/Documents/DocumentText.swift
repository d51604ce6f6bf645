package import Diagnostics
package import OrderedJSON
import Yams

/// The text of a document, JSON or YAML, and where in it a value stands.
package struct DocumentText: Sendable {
  /// As the user named it.
  package let source: String
  package let json: JSON
  private let text: String

  /// An intent is some kilobytes, a list of ten thousand sites some megabytes.
  private static let sizeLimit = 32 << 20
  private static let depthLimit = 50
  private static let valueLimit = 2_000_000
  /// A few aliases are convenient; many could multiply a small text into a huge document.
  private static let aliasLimit = 16

  /// Reads JSON when the first character is `{`, else YAML.
  ///
  /// - Throws: `InputError` when the text is neither.
  package init(_ bytes: [UInt8], source: String) throws(InputError) {
    self.source = source
    let whole = SourcePlace(source: source)
    guard bytes.count <= DocumentText.sizeLimit else {
      throw InputError("the document is larger than \(DocumentText.sizeLimit >> 20) MiB", at: whole)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError("the document is not valid UTF-8", at: whole, remedy: "Save it as UTF-8.")
    }
    self.text = text
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[mark...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") {
      do {
        json = try JSON(parsing: bytes, depthLimit: DocumentText.depthLimit)
        return
      } catch {
        // YAML in flow style also starts with a brace; then its own error would be misleading.
        throw InputError(
          "the document is no JSON: \(error.reason)",
          at: SourcePlace(source: source, line: error.line, column: error.column),
          excerpt: Excerpt.around(line: error.line, column: error.column, in: bytes))
      }
    }
    guard let root = try DocumentText.compose(text, source: source) else {
      throw InputError("the document is empty", at: whole)
    }
    var values = 0
    json = try DocumentText.json(root, depth: 0, count: &values, source: source)
  }

  /// Line and column of each value, or of the nearest value around it that is there.
  ///
  /// Only the first hundred are looked up; nobody reads more of them.
  package func places(of paths: [MemberPath]) -> [SourcePlace] {
    let unknown = SourcePlace(source: source)
    guard !paths.isEmpty, let root = try? DocumentText.compose(text, source: source) else {
      return paths.map { _ in unknown }
    }
    return paths.enumerated().map { $0 < 100 ? place(of: $1, in: root) : unknown }
  }

  private func place(of path: MemberPath, in root: Node) -> SourcePlace {
    var node = root
    var mark = root.mark
    for step in path.steps {
      switch step {
      case .member(let name):
        guard let pair = node.mapping?.first(where: { $0.key.string == name }) else { return place(mark) }
        mark = pair.key.mark ?? mark
        node = pair.value
      case .item(let index):
        guard let items = node.sequence, items.indices.contains(index) else { return place(mark) }
        node = items[index]
        mark = node.mark ?? mark
      }
    }
    return place(mark)
  }

  private func place(_ mark: Mark?) -> SourcePlace {
    SourcePlace(source: source, line: mark?.line ?? 0, column: mark?.column ?? 0)
  }

  private static func compose(_ text: String, source: String) throws(InputError) -> Node? {
    guard aliasCount(text) <= aliasLimit else {
      throw InputError(
        "the document has more than \(aliasLimit) YAML aliases", at: SourcePlace(source: source))
    }
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw InputError(
        "the document is no YAML: \(reason(error))", at: place(error, source: source),
        remedy: "Check the indentation; blanks only, no tabs.")
    } catch {
      throw InputError("the document is no YAML: \(error)", at: SourcePlace(source: source))
    }
  }

  private static func reason(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping(let names, _): "\(names.joined(separator: ", ")) is given twice"
    case .reader(let problem, _, _, _): problem
    default: "it cannot be read"
    }
  }

  private static func place(_ error: YamlError, source: String) -> SourcePlace {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      SourcePlace(source: source, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(_, let context):
      SourcePlace(source: source, line: context.mark.line, column: context.mark.column)
    default: SourcePlace(source: source)
    }
  }

  /// Words that start with `*` after a blank or an opening mark; too many in quoted texts only cost a clear error.
  private static func aliasCount(_ text: String) -> Int {
    var count = 0
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*"), [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5B, 0x7B].contains(previous) {
        count += 1
      }
      previous = byte
    }
    return count
  }

  /// Plain scalars follow JSON's rules, so `no`, `12:30` and `1_000` are texts.
  private static func json(
    _ node: Node, depth: Int, count: inout Int, source: String
  ) throws(InputError) -> JSON {
    count += 1
    guard depth <= depthLimit, count <= valueLimit else {
      throw InputError("the document is nested too deeply or too large", at: SourcePlace(source: source))
    }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain || scalar.style == .any ? plain(scalar.string) : .string(scalar.string)
    case .sequence(let items):
      var array: [JSON] = []
      for item in items { array.append(try json(item, depth: depth + 1, count: &count, source: source)) }
      return .array(array)
    case .mapping(let mapping):
      var object = JSONObject()
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw InputError(
            "a member's name must be a plain text",
            at: SourcePlace(source: source, line: key.mark?.line ?? 0, column: key.mark?.column ?? 0))
        }
        object[name] = try json(value, depth: depth + 1, count: &count, source: source)
      }
      return .object(object)
    case .alias:
      throw InputError("the document has an alias to nothing", at: SourcePlace(source: source))
    }
  }

  private static func plain(_ text: String) -> JSON {
    switch text {
    case "", "~", "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
        case .number(let number)? = try? JSON(parsing: text)
      else { return .string(text) }
      return .number(number)
    }
  }
}
