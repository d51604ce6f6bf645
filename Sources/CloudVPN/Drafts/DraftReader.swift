import Diagnostics
import Documents
import OrderedJSON
import Secrets

/// Reads one connection's members by ``ConnectionRules``.
///
/// Gives the members as they will be sent: words in the service's spelling, texts that a document wrote as numbers as
/// texts, everything else as it was given.
struct DraftReader {
  let isUpdate: Bool
  var remarks = DraftRemarks()

  init(isUpdate: Bool) { self.isUpdate = isUpdate }

  /// `nil` where the value is no object.
  mutating func draft(_ value: JSON, at path: MemberPath) -> ConnectionDraft? {
    guard let object = value.object else {
      remarks.error("connection-type", path, "expected an object, found \(value.kindName)")
      return nil
    }
    var draft = ConnectionDraft(members: members(object, by: ConnectionRules.members, at: path, isTop: true))
    if let key = object["psk"] { draft.keyReference = keyReference(key, at: path.member("psk")) }
    draft.members["psk"] = nil
    DraftRelations(isUpdate: isUpdate, path: path).check(
      draft, isEmpty: object.members.isEmpty, givesKey: object["psk"].map { !$0.isNull } ?? false, &remarks)
    return draft
  }

  private mutating func members(
    _ object: JSONObject, by rules: [MemberRule], at path: MemberPath, isTop: Bool = false
  ) -> JSONObject {
    var read = JSONObject()
    for member in object.members {
      let place = path.member(member.name)
      guard let rule = rules.first(where: { $0.name == member.name }) else {
        if unknown(member.name, among: rules, at: place, isTop: isTop) { read[member.name] = member.value }
        continue
      }
      if case .key = rule.values { continue }
      // Absent and `null` are the same in every tool that writes such documents; neither is sent.
      if member.value.isNull { continue }
      if let doubt = rule.doubt { remarks.warning("connection-unverified", place, doubt) }
      if isUpdate {
        switch rule.update {
        case .allowed: break
        case .doubtful(let why): remarks.warning("connection-unverified", place, why)
        case .fixed(let why):
          remarks.error(
            "connection-fixed", place, "this cannot be changed", remedy: DraftReader.sentence(why))
          continue
        }
      }
      read[member.name] = value(member.value, by: rule.values, at: place)
    }
    return read
  }

  /// Whether a member that no page names is sent.
  private mutating func unknown(
    _ name: String, among rules: [MemberRule], at place: MemberPath, isTop: Bool
  ) -> Bool {
    if isTop, ConnectionRules.answerMembers.contains(name) {
      remarks.error(
        "connection-answer-member", place, "this stands in answers only, it cannot be set",
        remedy: "Remove it.")
      return false
    }
    let lower = name.lowercased()
    if ["psk", "key", "secret", "password"].contains(where: lower.contains), !(lower == "key") {
      remarks.error(
        "connection-unknown-member", place, "this member is not known, and its name is that of a key",
        remedy: "The key's member is psk, its value env:NAME, file:PATH or cmd:COMMAND.")
      return false
    }
    let near = rules.map(\.name).first {
      EditDistance.between(Array($0.utf8), Array(lower.utf8.prefix(64))) <= 2
    }
    if let near {
      remarks.error(
        "connection-unknown-member", place, "this member is not known", remedy: "Did you mean \(near)?")
      return false
    }
    remarks.warning(
      "connection-unknown-member", place, "no page names this member; the service may ignore it",
      remedy: "Check its spelling.")
    return true
  }

  /// The value as it is sent; what is wrong becomes a remark.
  private mutating func value(_ value: JSON, by rule: ValueRule, at path: MemberPath) -> JSON {
    switch rule {
    case .key: return .null
    case .flag:
      if value.bool == nil { wrongType("true or false", value, path) }
      return value
    case .integer(let range, let advised):
      guard let number = value.integer else {
        wrongType("a whole number", value, path)
        return value
      }
      if !range.contains(number) {
        remarks.error(
          "connection-range", path, "\(number) is out of range",
          remedy: "Give \(range.lowerBound) to \(range.upperBound).")
      } else if let advised, number < advised {
        remarks.warning(
          "connection-unverified", path,
          "the service's pages allow \(number), other tools only \(advised) and more")
      }
      return JSON(number)
    case .word(let words): return word(value, of: words, at: path)
    case .text(let form):
      // `name: 2024` in YAML is meant as a text.
      var text = value.string
      if case .number(let digits) = value { text = digits }
      guard let text else {
        wrongType("a text", value, path)
        return value
      }
      ValueForms.check(text, form, at: path, &remarks)
      return .string(text)
    case .list(let item, let count):
      guard let items = value.array else {
        wrongType("a list", value, path)
        return value
      }
      if !count.contains(items.count) {
        remarks.error(
          "connection-range", path, "the list has \(items.count) items",
          remedy: "Give \(count.lowerBound) to \(count.upperBound).")
      }
      var read: [JSON] = []
      for (place, element) in items.prefix(1000).enumerated() {
        read.append(self.value(element, by: item, at: path.item(place)))
      }
      return .array(read)
    case .object(let rules):
      guard let object = value.object else {
        wrongType("an object", value, path)
        return value
      }
      return .object(members(object, by: rules, at: path))
    }
  }

  private mutating func word(_ value: JSON, of words: [ValueRule.Word], at path: MemberPath) -> JSON {
    guard let text = value.string else {
      wrongType("one of \(DraftReader.list(words))", value, path)
      return value
    }
    // Answers are in capitals, requests are not.
    guard let word = words.first(where: { $0.text == text.lowercased() }) else {
      remarks.error(
        "connection-value", path, "\(value.shown) is no possible value",
        remedy: "Possible are \(DraftReader.list(words)).")
      return value
    }
    if let doubt = word.doubt {
      remarks.warning("connection-unverified", path, "\(value.shown) may be refused: \(doubt)")
    }
    if word.isWeak { remarks.note("connection-weak", path, "the documentation calls \(word.text) weak") }
    return .string(word.text)
  }

  private mutating func keyReference(_ value: JSON, at path: MemberPath) -> SecretReference? {
    guard !value.isNull else { return nil }
    guard let text = value.string else {
      remarks.error(
        "connection-key", path, "expected a reference to the key, found \(value.kindName)",
        remedy: "Write env:NAME, file:PATH or cmd:COMMAND.")
      return nil
    }
    do throws(SecretError) {
      return try SecretReference(parsing: text)
    } catch {
      // The text may be the key: it is not repeated, whatever the reader of references thinks of it.
      remarks.error(
        "connection-key", path, "this is no reference to a key",
        remedy:
          "Write env:NAME, file:PATH or cmd:COMMAND; a key that stood here is to be replaced by another.")
      return nil
    }
  }

  private mutating func wrongType(_ expected: String, _ value: JSON, _ path: MemberPath) {
    remarks.error("connection-type", path, "expected \(expected), found \(value.kindName)")
  }

  private static func list(_ words: [ValueRule.Word]) -> String {
    words.filter { $0.doubt == nil }.map(\.text).joined(separator: ", ")
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }
}

extension JSON {
  /// The kind of value, as a reader would name it.
  fileprivate var kindName: String {
    switch self {
    case .null: "nothing"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The value for a message: short, one line.
  fileprivate var shown: String { PrintableText.line(text(.compact), limit: 60, hiding: []) }
}
