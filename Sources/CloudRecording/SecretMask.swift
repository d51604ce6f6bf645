import OrderedJSON
import Secrets

/// Takes everything out of an exchange that is, or may be, a key.
///
/// Three rules, each enough by itself: the value of a member whose name says that it is secret goes as a whole, and so
/// does an exported configuration; of all text that is not an id, a name, an address, a time or a word of the API, the
/// words that may be keys go (``KeyShape``); and secrets that are known exactly go wherever they stand.
struct SecretMask: Sendable {
  /// What stands in a secret's place.
  let standIn: @Sendable (String) -> String
  /// Secrets known exactly, longest first, so that one inside of another leaves no rest.
  private(set) var known: [String] = []

  /// Every text is searched for all of them, so their number is bounded; the other rules hold without it.
  private static let knownLimit = 2_000

  /// For files: the same secret has the same tag, under the workspace's key.
  init(tagKey: TagKey) {
    standIn = { "\(KeyTag(of: Secret($0), under: tagKey))" }
  }

  /// For comparing: all secrets are the same, so that a replay finds a call whatever key it sends.
  static let constant = SecretMask(standIn: { _ in "<secret>" })

  private init(standIn: @escaping @Sendable (String) -> String) { self.standIn = standIn }

  /// From now on this text is masked wherever it stands; what is too short to be a key is not told from other text.
  mutating func learn(_ text: String) {
    guard text.utf8.count >= KeyShape.shortest, known.count < SecretMask.knownLimit, !known.contains(text)
    else { return }
    known.append(text)
    known.sort { $0.utf8.count > $1.utf8.count }
  }

  /// Learns the texts of all members that are secret by their names.
  mutating func learn(from json: JSON) {
    for member in json.object?.members ?? [] {
      // What is longer is a whole configuration, which does not stand elsewhere.
      if MemberNames.isSecret(member.name), let text = member.value.string,
        text.utf8.count <= KeyShape.longest
      {
        learn(text)
      }
      learn(from: member.value)
    }
    for item in json.array ?? [] { learn(from: item) }
  }

  /// Text in which only the known secrets are masked.
  func withoutKnown(_ text: String) -> String {
    known.reduce(text) { text, secret in
      text.contains(secret) ? text.replacing(secret, with: standIn(secret)) : text
    }
  }

  /// Free text: the known secrets go, and every word that may be a key, unless it is one of `kept`.
  func freeText(_ text: String, keeping kept: Set<String>) -> String {
    var result = ""
    var word = String.UnicodeScalarView()
    func flush() {
      let text = String(word)
      let stays = !KeyShape.mayBeKey(text) || kept.contains(text) || isStandIn(text)
      result += stays ? text : standIn(text)
      word = String.UnicodeScalarView()
    }
    for scalar in withoutKnown(text).unicodeScalars {
      guard KeyShape.endsWord(scalar) else {
        word.append(scalar)
        continue
      }
      flush()
      result.unicodeScalars.append(scalar)
    }
    flush()
    return result
  }

  /// The inside of a tag, which the brackets around it have split off.
  private func isStandIn(_ word: String) -> Bool {
    word.hasPrefix("psk:") && word.utf8.count == 14
      && word.utf8.dropFirst(4).allSatisfy { byte in
        Character(UnicodeScalar(byte)).isHexDigit
      }
  }

  /// A JSON value, the names of its members included.
  func json(_ json: JSON, keeping kept: Set<String>) -> JSON {
    value(json, keeping: kept, isPlain: false)
  }

  private func value(_ json: JSON, keeping kept: Set<String>, isPlain: Bool) -> JSON {
    switch json {
    case .null, .bool, .number: return json
    case .string(let text):
      return .string(isPlain ? withoutKnown(text) : freeText(text, keeping: kept))
    case .array(let items): return .array(items.map { value($0, keeping: kept, isPlain: isPlain) })
    case .object(let object):
      // A tag of a resource names its value in a member beside it.
      let namesSecret = object["key"]?.string.map(MemberNames.isSecret) ?? false
      var masked = JSONObject()
      for member in object.members {
        let isSecret = MemberNames.isSecret(member.name) || (namesSecret && member.name == "value")
        masked[
          MemberNames.isIdentifier(member.name)
            ? withoutKnown(member.name) : freeText(member.name, keeping: kept)] =
          isSecret
          ? whole(member.value)
          : value(member.value, keeping: kept, isPlain: MemberNames.plain.contains(member.name))
      }
      return .object(masked)
    }
  }

  private func whole(_ json: JSON) -> JSON {
    switch json {
    case .null, .bool: json
    case .string(let text): text.isEmpty ? json : .string(standIn(text))
    default: .string(standIn(json.text(.compact)))
    }
  }

  /// The texts that stay in clear in this value, by the names of their members.
  static func plainWords(of json: JSON, into words: inout Set<String>, isPlain: Bool = false) {
    switch json {
    case .string(let text): if isPlain { words.insert(text) }
    case .array(let items): for item in items { plainWords(of: item, into: &words, isPlain: isPlain) }
    case .object(let object):
      for member in object.members {
        plainWords(of: member.value, into: &words, isPlain: MemberNames.plain.contains(member.name))
      }
    case .null, .bool, .number: break
    }
  }
}
