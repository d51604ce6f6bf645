import OrderedJSON

/// Changes to the JSON of a true answer: the odd forms that services are known to answer in.
package struct Rewrite: Sendable, Hashable {
  /// New values by path: names and places joined by points, `*` for every item, as in `vpn_connections.*.status`.
  var set: [Change] = []
  /// Paths of members that are left out.
  var remove: [[String]] = []
  /// `3` becomes `"3"`.
  var makesNumbersStrings = false
  /// `2026-03-04T05:06:07Z` becomes `2026-03-04T13:06:07+08:00`.
  var movesTimesEast = false

  /// A value for a path.
  struct Change: Sendable, Hashable {
    var path: [String]
    var value: JSON
  }

  init(_ node: PlacedJSON) throws(SeedError) {
    try node.allow(["set", "remove", "numbersAsStrings", "timesEast"])
    for member in try node.optional("set")?.object().members ?? [] {
      set.append(Change(path: Rewrite.path(member.name), value: member.value))
    }
    for item in try node.list("remove") { remove.append(Rewrite.path(try item.text())) }
    makesNumbersStrings = try node.optional("numbersAsStrings")?.boolean() ?? false
    movesTimesEast = try node.optional("timesEast")?.boolean() ?? false
  }

  private static func path(_ text: String) -> [String] { text.split(separator: ".").map(String.init) }

  func applied(to json: JSON) -> JSON {
    var json = json
    if makesNumbersStrings || movesTimesEast { json = leavesChanged(json) }
    for change in set { json = Rewrite.replace(json, change.path[...]) { _ in change.value } }
    for path in remove { json = Rewrite.replace(json, path[...]) { _ in nil } }
    return json
  }

  private func leavesChanged(_ json: JSON) -> JSON {
    switch json {
    case .number(let text): return makesNumbersStrings ? .string(text) : json
    case .string(let text):
      guard movesTimesEast, text.hasSuffix("Z"), let moment = Instant(extendedFormat: text) else {
        return json
      }
      let digits = text.contains(".") ? text.split(separator: ".")[1].utf8.count - 1 : 0
      let east = moment.adding(milliseconds: 8 * 3_600_000).extendedFormat(fractionDigits: digits)
      return .string(east.dropLast() + "+08:00")
    case .array(let items): return .array(items.map(leavesChanged))
    case .object(let object):
      var result: JSONObject = [:]
      for member in object.members { result[member.name] = leavesChanged(member.value) }
      return .object(result)
    case .null, .bool: return json
    }
  }

  /// A path that leads nowhere changes nothing, but its last name may be a new one.
  private static func replace(_ json: JSON, _ path: ArraySlice<String>, _ value: (JSON?) -> JSON?) -> JSON {
    guard let name = path.first else { return value(json) ?? .null }
    let rest = path.dropFirst()
    switch json {
    case .object(var object):
      if rest.isEmpty {
        object[name] = value(object[name])
      } else if let member = object[name] {
        object[name] = replace(member, rest, value)
      }
      return .object(object)
    case .array(let items):
      return .array(
        items.enumerated().compactMap { place, item in
          guard name == "*" || name == String(place) else { return item }
          return rest.isEmpty ? value(item) : replace(item, rest, value)
        })
    default: return json
    }
  }
}
