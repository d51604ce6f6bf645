/// Header fields in the order and with the duplicates in which they were given or received.
package struct HTTPHeaders: Sendable, Hashable {
  /// One field line.
  package struct Field: Sendable, Hashable {
    /// As written; compared without regard to case.
    package var name: String
    /// Without surrounding blanks.
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var fields: [Field] = []

  package init() {}

  package init(_ fields: [Field]) { self.fields = fields }

  /// Puts a field behind the others, also when the name is there already.
  package mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }

  /// The first value of that name; setting it replaces all of that name, `nil` removes them.
  package subscript(name: String) -> String? {
    get { fields.first { HTTPHeaders.same($0.name, name) }?.value }
    set {
      let place = fields.firstIndex { HTTPHeaders.same($0.name, name) }
      fields.removeAll { HTTPHeaders.same($0.name, name) }
      if let newValue { fields.insert(Field(name, newValue), at: place ?? fields.endIndex) }
    }
  }

  /// Every value of that name, in order.
  package func all(_ name: String) -> [String] {
    fields.filter { HTTPHeaders.same($0.name, name) }.map(\.value)
  }

  /// Continues the last value, for the obsolete line folding of RFC 9112 §5.2.
  mutating func fold(_ continuation: String) {
    guard let last = fields.indices.last else { return }
    fields[last].value += " " + continuation
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field($0, $1) }
  }
}
