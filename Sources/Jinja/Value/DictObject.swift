/// A dict that keeps insertion order, shared by reference.
///
/// Small dicts are scanned, larger ones carry a hash index. Hashes are seeded per process.
///
/// A render reads dicts hundreds of times, and a check at run time that nobody else writes meanwhile takes a tenth of it:
/// the storage does without, since no method calls out while it changes an array.
package final class DictObject {
  @exclusivity(unchecked) package private(set) var keys: [Value] = []
  @exclusivity(unchecked) package private(set) var values: [Value] = []
  @exclusivity(unchecked) private var hashes: [Int] = []
  /// Open addressing, `-1` is empty; unused below ``scanLimit``.
  @exclusivity(unchecked) private var index: [Int32] = []

  private static let scanLimit = 8

  package init(capacity: Int = 0) {
    keys.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
  }

  deinit { Teardown.unlink(&values) }

  func takeValues() -> [Value] {
    let taken = values
    removeAll()
    return taken
  }

  package var count: Int { keys.count }

  /// A copy that shares the values.
  func copy() -> DictObject {
    let dict = DictObject()
    dict.keys = keys
    dict.values = values
    dict.hashes = hashes
    dict.index = index
    return dict
  }

  /// The value of a string key.
  package subscript(name text: String) -> Value? {
    get { self[Name(text)] }
    set { self[Name(text)] = newValue }
  }

  /// The value of a string key whose hash is known.
  subscript(name: Name) -> Value? {
    get { place(of: name).map { values[$0] } }
    set {
      if let newValue {
        store(.string(name.text), hash: name.hash, value: newValue, at: place(of: name))
      } else if let place = place(of: name) {
        remove(at: place)
      }
    }
  }

  /// Adds a key that is certainly not there yet.
  func append(uniqueName name: String, _ value: Value) {
    store(.string(name), hash: Name.hash(of: name), value: value, at: nil)
  }

  /// - Throws: a runtime error when the key cannot be hashed.
  func value(_ key: Value) throws(TemplateError) -> Value? {
    try place(of: key, hash: key.hash()).map { values[$0] }
  }

  func set(_ key: Value, _ value: Value) throws(TemplateError) {
    let hash = try key.hash()
    try store(key, hash: hash, value: value, at: place(of: key, hash: hash))
  }

  func removeValue(_ key: Value) throws(TemplateError) -> Value? {
    guard let place = try place(of: key, hash: key.hash()) else { return nil }
    let value = values[place]
    remove(at: place)
    return value
  }

  func removeLast() -> (key: Value, value: Value)? {
    guard let key = keys.last, let value = values.last else { return nil }
    remove(at: keys.count - 1)
    return (key, value)
  }

  func removeAll() {
    keys = []
    values = []
    hashes = []
    index = []
  }

  private func store(_ key: Value, hash: Int, value: Value, at place: Int?) {
    if let place {
      values[place] = value
      return
    }
    keys.append(key)
    values.append(value)
    hashes.append(hash)
    guard keys.count > DictObject.scanLimit else { return }
    if index.count < keys.count * 2 { rebuildIndex() } else { link(keys.count - 1) }
  }

  private func remove(at place: Int) {
    keys.remove(at: place)
    values.remove(at: place)
    hashes.remove(at: place)
    index = []
    if keys.count > DictObject.scanLimit { rebuildIndex() }
  }

  private func rebuildIndex() {
    var size = 32
    while size < keys.count * 4 { size *= 2 }
    index = [Int32](repeating: -1, count: size)
    for place in keys.indices { link(place) }
  }

  private func link(_ place: Int) {
    var slot = hashes[place] & (index.count - 1)
    while index[slot] >= 0 { slot = (slot + 1) & (index.count - 1) }
    index[slot] = Int32(place)
  }

  private func place(of name: Name) -> Int? {
    if index.isEmpty {
      for place in hashes.indices where hashes[place] == name.hash {
        if name.matches(keys[place]) { return place }
      }
      return nil
    }
    var slot = name.hash & (index.count - 1)
    while index[slot] >= 0 {
      let place = Int(index[slot])
      if hashes[place] == name.hash, name.matches(keys[place]) { return place }
      slot = (slot + 1) & (index.count - 1)
    }
    return nil
  }

  private func place(of key: Value, hash: Int) throws(TemplateError) -> Int? {
    if index.isEmpty {
      for place in hashes.indices where hashes[place] == hash {
        if try keys[place].equals(key) { return place }
      }
      return nil
    }
    var slot = hash & (index.count - 1)
    while index[slot] >= 0 {
      let place = Int(index[slot])
      if hashes[place] == hash, try keys[place].equals(key) { return place }
      slot = (slot + 1) & (index.count - 1)
    }
    return nil
  }
}

/// A name with its hash, so that a constant attribute is hashed once per template.
package struct Name: Sendable {
  let text: String
  let hash: Int
  private let isASCII: Bool

  /// Whether a template shows what it sets under this name to those that import it.
  var isPublic: Bool { text.utf8.first != UInt8(ascii: "_") }

  init(_ text: String) {
    self.text = text
    hash = Name.hash(of: text)
    isASCII = text.utf8.allSatisfy { $0 < 0x80 }
  }

  /// Whether a key is this name, code point by code point.
  func matches(_ key: Value) -> Bool {
    switch key {
    case .string(let other), .markup(let other):
      // Equal by Swift's rules and equally long: for ASCII that leaves no canonical equivalent.
      isASCII ? other == text && other.utf8.count == text.utf8.count : other.isSame(as: text)
    default: false
    }
  }

  private static let seed = UInt64.random(in: .min ... .max)

  static func hash(of text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var state = seed ^ UInt64(bytes.count)
      var rest = bytes[...]
      while rest.count >= 8 {
        var word: UInt64 = 0
        for offset in 0..<8 { word = word << 8 | UInt64(rest[rest.startIndex + offset]) }
        state = mix(state ^ word)
        rest = rest.dropFirst(8)
      }
      var word: UInt64 = 0
      for byte in rest { word = word << 8 | UInt64(byte) }
      return Int(truncatingIfNeeded: mix(state ^ word))
    }
  }

  /// Folded 128-bit product: every input bit reaches every output bit.
  static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ seed
  }
}

extension Value {
  /// Equal values have equal hashes, `1`, `1.0` and `true` included.
  ///
  /// - Throws: a runtime error for lists and dicts, an undefined error for a strict undefined value.
  func hash() throws(TemplateError) -> Int {
    switch self {
    case .none: return 1
    case .bool(let value): return Value.hash(of: value ? 1 : 0)
    case .int(let value): return Value.hash(of: value)
    case .bigInt(let value): return value.hashValue
    case .double(let value):
      if let whole = Int(exactly: value) { return Value.hash(of: whole) }
      return value.isFinite && value == value.rounded(.towardZero)
        ? BigInt(truncating: value).hashValue : value.hashValue
    case .string(let text), .markup(let text): return Name.hash(of: text)
    case .tuple(let tuple):
      var hash = 17
      for item in tuple.items { hash = try Value.hash(of: hash &+ item.hash()) }
      return hash
    case .list, .dict: throw .type("unhashable type: '\(typeName)'")
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return 3
    case .object(let object):
      guard object.isHashable else { throw .type("unhashable type: '\(typeName)'") }
      return ObjectIdentifier(object).hashValue
    }
  }

  private static func hash(of value: Int) -> Int {
    Int(truncatingIfNeeded: Name.mix(UInt64(bitPattern: Int64(value))))
  }
}
