import Jinja

/// The collection's filters that ask about addresses: `ipaddr`, `ipv4`, `ipv6`, `ipwrap`.
enum AddressFilters {
  static let all: [String: Filter] = [
    "ipaddr": Filter(Parameters(["query", "version", "alias"])) { call throws(TemplateError) in
      let filter = try call.specText(2, default: "ipaddr")
      let version = try call[1]?.specInteger(filter, "version")?.int ?? 0
      guard [0, 4, 6].contains(version) else { throw .refused(filter, "'version' must be 4 or 6") }
      return try AddressQuery.answer(
        try subject(call, filter), try call.specText(0), version: version == 0 ? nil : version,
        filter: filter,
        in: call.run)
    },
    "ipv4": family(4, "ipv4"),
    "ipv6": family(6, "ipv6"),
    "ipwrap": Filter(Parameters(["query"])) { call throws(TemplateError) in
      switch call.value {
      case .bool: return call.value
      case .string, .markup, .list, .tuple, .object: return try wrap(call)
      default: throw .refused("ipwrap", "text or a list is needed, not \(try call.value.defined().shown)")
      }
    },
  ]

  private static func family(_ version: Int, _ name: String) -> Filter {
    Filter(Parameters(["query"])) { call throws(TemplateError) in
      try AddressQuery.answer(
        try subject(call, name), try call.specText(0), version: version, filter: name, in: call.run)
    }
  }

  /// Text, numbers and lists: the collection refuses everything else.
  private static func subject(_ call: Call, _ filter: String) throws(TemplateError) -> Value {
    switch call.value {
    case .string, .markup, .bool, .int, .bigInt, .list, .tuple: return call.value
    default:
      // What `map` gives can be walked through once.
      if let items = try call.value.listed(in: call.run) { return Value(items) }
      throw .refused(
        filter, "an address, a network or a list of them is needed, not \(try call.value.defined().shown)")
    }
  }

  /// Brackets around IPv6 addresses; what is no address, or does not fit the query, stays as it is.
  ///
  /// A query that fails leaves everything as it is, the whole list included.
  private static func wrap(_ call: Call) throws(TemplateError) -> Value {
    let query = try call.specText(0)
    do throws(TemplateError) {
      guard let items = try call.value.listed(in: call.run) else {
        let answer = try AddressQuery.answer(call.value, query, filter: "ipwrap", in: call.run)
        return try answer.isTrue() ? try AddressQuery.answer(answer, "wrap", in: call.run) : call.value
      }
      var wrapped: [Value] = []
      for item in items {
        let fits = try AddressQuery.answer(item, query, filter: "ipwrap", in: call.run).isTrue()
        wrapped.append(fits ? try AddressQuery.answer(item, "wrap", in: call.run) : item)
      }
      return Value(wrapped)
    } catch {
      guard error.kind == .runtime else { throw error }
      return call.value
    }
  }
}
