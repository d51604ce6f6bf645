import Jinja

/// `ipaddr` and its kin: a value, a query, an answer.
enum AddressQuery {
  typealias Answer = @Sendable (AddressSubject) throws(TemplateError) -> Value

  /// Lists in lists that are still looked into.
  private static let depthLimit = 32

  /// Answers a query about one value, or about each of a list: there, answers that count as false are left out.
  ///
  /// The query is a name of ``AddressQueries``, a network to be in, or the number of an address in the network. With
  /// a version, 4 or 6, everything of the other family is `false`.
  static func answer(
    _ value: Value, _ query: String, version: Int? = nil, filter: String = "ipaddr", in run: Run,
    depth: Int = 0
  ) throws(TemplateError) -> Value {
    if let items = try value.listed(in: run) {
      guard depth < depthLimit else { throw .refused(filter, "the lists are nested too deeply") }
      try run.count(iterations: items.count)
      var kept: [Value] = []
      for item in items {
        let answer = try answer(item, query, version: version, filter: filter, in: run, depth: depth + 1)
        if try answer.isTrue() { kept.append(answer) }
      }
      return Value(kept)
    }
    guard let subject = try AddressSubject(value, version: version) else { return false }
    let lookup = try network(meantBy: query)
    if let version, version != subject.network.version { return false }
    if let lookup { return lookup.contains(subject.network) ? subject.value : .none }
    if let named = AddressQueries.all[query] { return try named(subject) }
    return try numbered(query, subject, filter)
  }

  /// The network of a query that is no name and no number.
  private static func network(meantBy query: String) throws(TemplateError) -> Network? {
    guard !query.isEmpty, AddressQueries.all[query] == nil, !query.isPythonDigits,
      try AddressSubject(.string(query), version: nil) != nil
    else { return nil }
    return Network(query)
  }

  private static func numbered(_ query: String, _ subject: AddressSubject, _ filter: String)
    throws(TemplateError) -> Value
  {
    guard PythonNumbers.float(query) != nil else {
      let near = Nearby.name(to: query, among: AddressQueries.all.keys.sorted())
      let remedy = near.map { "; did you mean '\($0)'?" } ?? ": give a name, a network or a number"
      throw .refused(filter, "there is no query \(query.shown)\(remedy)")
    }
    let network = subject.network
    if network.hostBits == 0 { return .string(subject.isNetwork ? network.text : network.address.text) }
    guard let place = PythonNumbers.integer(query, base: 10), let address = network.address(at: place) else {
      return false
    }
    return .string("\(address.text)/\(network.length)")
  }
}
