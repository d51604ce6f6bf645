import OrderedJSON

/// A value of the seed or of a request's body together with the path that leads to it, so that every refusal has a place.
struct PlacedJSON {
  let json: JSON
  let path: String
  /// The file; empty for a request.
  let source: String
  /// Whether ``allow(_:)`` refuses other members: a seed's author has misspelt them, the service ignores them.
  var refusesUnknown = true

  func error(_ reason: String) -> SeedError {
    SeedError(source: source, place: path.isEmpty ? "the document" : path, reason: reason)
  }

  // MARK: Kinds

  func object() throws(SeedError) -> JSONObject {
    guard let object = json.object else { throw error("expected an object") }
    return object
  }

  func string() throws(SeedError) -> String {
    guard let string = json.string else { throw error("expected a string") }
    return string
  }

  func text() throws(SeedError) -> String {
    let string = try string()
    guard !string.isEmpty else { throw error("must not be empty") }
    return string
  }

  func integer(_ range: ClosedRange<Int>) throws(SeedError) -> Int {
    guard let integer = json.integer, range.contains(integer) else {
      throw error("expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func boolean() throws(SeedError) -> Bool {
    guard let bool = json.bool else { throw error("expected true or false") }
    return bool
  }

  func word(of words: [String]) throws(SeedError) -> String {
    let string = try string()
    guard words.contains(string) else { throw error("expected one of \(words.joined(separator: ", "))") }
    return string
  }

  func uuid() throws(SeedError) -> String {
    let string = try string()
    guard ResourceID.isWellFormed(string) else { throw error("expected a UUID in lower case") }
    return string
  }

  func instant() throws(SeedError) -> Instant {
    guard let instant = Instant(extendedFormat: try string()) else {
      throw error("expected a time such as 2026-01-02T03:04:05.678Z")
    }
    return instant
  }

  func items() throws(SeedError) -> [PlacedJSON] {
    guard let items = json.array else { throw error("expected an array") }
    return items.enumerated().map {
      inside($0.element, "\(path)[\($0.offset)]")
    }
  }

  private func inside(_ json: JSON, _ path: String) -> PlacedJSON {
    PlacedJSON(json: json, path: path, source: source, refusesUnknown: refusesUnknown)
  }

  // MARK: Members

  /// `nil` for a member that is absent or null.
  func optional(_ name: String) throws(SeedError) -> PlacedJSON? {
    guard let member = try object()[name], !member.isNull else { return nil }
    return inside(member, path.isEmpty ? name : "\(path).\(name)")
  }

  func member(_ name: String) throws(SeedError) -> PlacedJSON {
    guard let member = try optional(name) else { throw error("the member \"\(name)\" is missing") }
    return member
  }

  /// The items of an array that may be absent.
  func list(_ name: String) throws(SeedError) -> [PlacedJSON] {
    guard let member = try optional(name) else { return [] }
    return try member.items()
  }

  /// Refuses a misspelt member instead of ignoring it.
  func allow(_ names: [String]) throws(SeedError) {
    guard refusesUnknown else { return }
    for member in try object().members where !names.contains(member.name) {
      throw error("unknown member \"\(member.name)\"; known are \(names.joined(separator: ", "))")
    }
  }
}

/// Ids as the service gives them.
enum ResourceID {
  /// 36 characters, lower-case hexadecimal digits in groups of 8, 4, 4, 4 and 12.
  static func isWellFormed(_ text: some StringProtocol) -> Bool {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(isHex) }
  }

  /// 32 lower-case hexadecimal digits.
  static func isProject(_ text: String) -> Bool { text.utf8.count == 32 && text.utf8.allSatisfy(isHex) }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
