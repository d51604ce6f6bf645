/// What values beyond data can do; the defaults say "not that".
package protocol Object: AnyObject {
  /// Python's name of the type, for messages.
  var typeName: String { get }
  var isHashable: Bool { get }
  var isCallable: Bool { get }
  var isTrue: Bool { get }
  /// Length where the object knows it.
  var length: Int? { get }
  func repr() throws(TemplateError) -> String
  func attribute(_ name: String) throws(TemplateError) -> Value?
  /// The same for a name that the template itself has, hashed already.
  func attribute(_ name: Name) throws(TemplateError) -> Value?
  func item(_ key: Value) throws(TemplateError) -> Value?
  /// An iterator, or `nil` where the object cannot be iterated.
  func iterator() throws(TemplateError) -> ValueIterator?
  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value
  func equals(_ other: any Object) throws(TemplateError) -> Bool
  func contains(_ value: Value) throws(TemplateError) -> Bool?
}

extension Object {
  package var isHashable: Bool { true }
  package var isCallable: Bool { false }
  package var isTrue: Bool { length != 0 }
  package var length: Int? { nil }
  package func repr() throws(TemplateError) -> String { "<\(typeName) object>" }
  package func attribute(_ name: String) throws(TemplateError) -> Value? { nil }
  package func attribute(_ name: Name) throws(TemplateError) -> Value? { try attribute(name.text) }
  package func item(_ key: Value) throws(TemplateError) -> Value? { nil }
  package func iterator() throws(TemplateError) -> ValueIterator? { nil }
  package func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    throw .type("'\(typeName)' object is not callable")
  }
  package func equals(_ other: any Object) throws(TemplateError) -> Bool { self === other }
  package func contains(_ value: Value) throws(TemplateError) -> Bool? { nil }
}

/// Positional and named arguments of a call, as written.
package struct Arguments {
  package var positional: [Value]
  package var named: [(name: String, value: Value)]

  package init(_ positional: [Value] = [], named: [(name: String, value: Value)] = []) {
    self.positional = positional
    self.named = named
  }

  /// Takes a named argument out.
  mutating func take(_ name: String) -> Value? {
    guard let place = named.firstIndex(where: { $0.name == name }) else { return nil }
    return named.remove(at: place).value
  }
}
