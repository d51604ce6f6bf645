import Jinja

/// netutils' filters over names of interfaces: parts, long and short forms, order.
enum InterfaceNameFilters {
  static func all(_ tables: LazyNameTables) -> [String: Filter] {
    [
      "split_interface": Filter { call throws(TemplateError) in
        let (head, tail) = split(try text(call.value, "split_interface"))
        return .tuple([.string(head), .string(tail)])
      },
      "canonical_interface_name": Filter(Parameters(["addl_name_map", "verify"])) {
        call throws(TemplateError) in
        let names = try InterfaceNames(tables, call[0], nil, "canonical_interface_name")
        let text = try text(call.value, "canonical_interface_name")
        if let name = names.canonical(text) { return .string(name) }
        if try call.bool(1) { throw unknown([text], "canonical_interface_name") }
        return .string(text)
      },
      "abbreviated_interface_name": Filter(Parameters(["addl_name_map", "addl_reverse_map", "verify"])) {
        call throws(TemplateError) in
        let names = try InterfaceNames(tables, call[0], call[1], "abbreviated_interface_name")
        let text = try text(call.value, "abbreviated_interface_name")
        if let name = names.abbreviated(text) { return .string(name) }
        if try call.bool(2) { throw unknown([text], "abbreviated_interface_name") }
        return .string(text)
      },
      "canonical_interface_name_list": Filter(
        Parameters(["addl_name_map", "verify", "order", "reverse"])
      ) { call throws(TemplateError) in
        let filter = "canonical_interface_name_list"
        let names = try InterfaceNames(tables, call[0], nil, filter)
        return try list(
          call, filter, names.canonical, verify: call.bool(1), order: call[2], reverse: call.bool(3))
      },
      "abbreviated_interface_name_list": Filter(
        Parameters(["addl_name_map", "addl_reverse_map", "verify", "order", "reverse"])
      ) { call throws(TemplateError) in
        let filter = "abbreviated_interface_name_list"
        let names = try InterfaceNames(tables, call[0], call[1], filter)
        return try list(
          call, filter, names.abbreviated, verify: call.bool(2), order: call[3], reverse: call.bool(4))
      },
      "sort_interface_list": Filter { call throws(TemplateError) in
        Value(
          try InterfaceOrder.sorted(try texts(call, "sort_interface_list"), "sort_interface_list").map(
            Value.string))
      },
    ]
  }

  static func text(_ value: Value, _ filter: String) throws(TemplateError) -> String {
    guard let text = try value.defined().text else {
      throw .refused(filter, "the name of an interface is needed, not \(value.shown)")
    }
    return text
  }

  /// The names of a list; text alone is a mistake, since Python would walk through its letters.
  static func texts(_ call: Call, _ filter: String) throws(TemplateError) -> [String] {
    guard let items = try call.value.listed(in: call.run) else {
      throw .refused(filter, "a list of interface names is needed, not \(try call.value.defined().shown)")
    }
    try call.run.count(iterations: items.count)
    var texts: [String] = []
    for item in items { texts.append(try text(item, filter)) }
    return texts
  }

  /// The name before the numbers, and the numbers: `Gi` and `1/0/1`.
  static func split(_ text: String) -> (head: String, tail: String) {
    let bytes = text.utf8
    let end =
      bytes.lastIndex { !"/\\0123456789.: ".utf8.contains($0) }.map(bytes.index(after:)) ?? bytes.startIndex
    return (String(text[..<end]), String(Substring(bytes[end...].drop { $0 == 0x20 })))
  }

  private static func unknown(_ names: [String], _ filter: String) -> TemplateError {
    let shown = names.prefix(5).map(\.shown).joined(separator: ", ")
    return .refused(filter, "no interface name is known for \(shown): give its spelling in 'addl_name_map'")
  }

  private static func list(
    _ call: Call, _ filter: String, _ convert: (String) -> String?, verify: Bool, order: Value?, reverse: Bool
  ) throws(TemplateError) -> Value {
    let texts = try texts(call, filter)
    let isOrdered = try order?.isTrue() ?? false
    guard isOrdered || !reverse else { throw .refused(filter, "'reverse' needs 'order'") }
    if isOrdered, order?.text != "alphabetical" {
      throw .refused(filter, "'order' must be 'alphabetical', not \((order ?? .none).shown)")
    }
    var names: [String] = []
    var missing: [String] = []
    for text in texts {
      if let name = convert(text) {
        names.append(name)
      } else {
        names.append(text)
        missing.append(text)
      }
    }
    guard !verify || missing.isEmpty else { throw unknown(missing, filter) }
    if isOrdered { names = try InterfaceOrder.sorted(names, filter) }
    if reverse { names = try InterfaceOrder.reversed(names, filter) }
    return Value(names.map(Value.string))
  }
}

/// The spellings that one call knows: the table's and its own.
private struct InterfaceNames {
  private let tables: NameTables
  private var longNames: [String: String] = [:]
  private var shortNames: [String: String] = [:]

  init(_ tables: LazyNameTables, _ longNames: Value?, _ shortNames: Value?, _ filter: String)
    throws(TemplateError)
  {
    self.tables = try tables.get(for: filter)
    self.longNames = try InterfaceNames.read(longNames, filter)
    self.shortNames = try InterfaceNames.read(shortNames, filter)
  }

  /// Anything but a dict is ignored, as in the original.
  private static func read(_ value: Value?, _ filter: String) throws(TemplateError) -> [String: String] {
    guard case .dict(let dict)? = value else { return [:] }
    var names: [String: String] = [:]
    for (key, value) in zip(dict.keys, dict.values) {
      guard let key = key.text else { continue }
      names[key] = try InterfaceNameFilters.text(value, filter)
    }
    return names
  }

  private func longName(_ head: String) -> String? { longNames[head] ?? tables.longNames[head] }

  func canonical(_ text: String) -> String? {
    let (head, tail) = InterfaceNameFilters.split(text)
    return longName(head).map { $0 + tail }
  }

  func abbreviated(_ text: String) -> String? {
    let (head, tail) = InterfaceNameFilters.split(text)
    let long = longName(head).flatMap { $0.isEmpty ? nil : $0 } ?? head
    return (shortNames[long] ?? tables.shortNames[long]).map { $0 + tail }
  }
}
