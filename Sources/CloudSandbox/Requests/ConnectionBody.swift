import IPAddressing
import OrderedJSON

/// One connection in the body of a create or update request: what each member may hold, whatever the project has.
///
/// Members that the service does not know are ignored, null counts as absent.
struct ConnectionBody {
  let node: PlacedJSON

  init(_ node: PlacedJSON) {
    var node = node
    node.refusesUnknown = false
    self.node = node
  }

  /// The connection under `vpn_connection` of a body.
  static func single(_ body: [UInt8]) throws(Refusal) -> ConnectionBody {
    let document = try document(body)
    return ConnectionBody(try read { () throws(SeedError) in try document.member("vpn_connection") })
  }

  /// The one or two connections under `vpn_connections`.
  static func batch(_ body: [UInt8]) throws(Refusal) -> [ConnectionBody] {
    let document = try document(body)
    let items = try read { () throws(SeedError) in try document.member("vpn_connections").items() }
    guard (1...2).contains(items.count) else {
      throw .invalid("vpn_connections must hold one or two connections")
    }
    return items.map { ConnectionBody($0) }
  }

  private static func document(_ body: [UInt8]) throws(Refusal) -> PlacedJSON {
    do {
      return PlacedJSON(json: try JSON(parsing: body, depthLimit: 20), path: "", source: "")
    } catch {
      throw .invalid("the body is no JSON: \(error)")
    }
  }

  /// Reads something; what is wrong with it becomes 400 `VPN.0001` with its place.
  static func read<Value>(_ reading: () throws(SeedError) -> Value) throws(Refusal) -> Value {
    do {
      return try reading()
    } catch {
      throw .invalid("\(error.place): \(error.reason)")
    }
  }
}

// MARK: - Members that are there or not

extension ConnectionBody {
  func has(_ name: String) -> Bool { node.json[name].map { !$0.isNull } ?? false }

  /// A member of any kind, unread.
  subscript(name: String) -> JSON? { node.json[name].flatMap { $0.isNull ? nil : $0 } }

  func optional(_ name: String) throws(Refusal) -> PlacedJSON? {
    try ConnectionBody.read { () throws(SeedError) in try node.optional(name) }
  }

  func id(_ name: String) throws(Refusal) -> String? {
    try ConnectionBody.read { () throws(SeedError) in try node.optional(name)?.uuid() }
  }

  func text(_ name: String) throws(Refusal) -> String? {
    try ConnectionBody.read { () throws(SeedError) in try node.optional(name)?.text() }
  }

  func word(_ name: String, of words: [String]) throws(Refusal) -> String? {
    try ConnectionBody.read { () throws(SeedError) in try node.optional(name)?.word(of: words) }
  }

  func flag(_ name: String) throws(Refusal) -> Bool? {
    try ConnectionBody.read { () throws(SeedError) in try node.optional(name)?.boolean() }
  }

  /// For a member that a create request must have.
  func required<Value>(_ name: String, _ value: Value?) throws(Refusal) -> Value {
    guard let value else { throw .invalid("\(name) must be filled in") }
    return value
  }
}

// MARK: - Members with rules of their own

extension ConnectionBody {
  /// 1 to 64 letters, digits, `_`, `-`, `.` and the CJK characters of U+4E00 to U+9FA5.
  func name() throws(Refusal) -> String? {
    guard let name = try text("name") else { return nil }
    let isName = name.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "\u{4E00}"..."\u{9FA5}": true
      default: false
      }
    }
    guard isName, name.unicodeScalars.count <= 64 else {
      throw .invalid("name must be 1 to 64 letters, digits and the characters _ - .")
    }
    return name
  }

  /// At most 20, each key once; key 1 to 128 and value 0 to 255 characters.
  func tags() throws(Refusal) -> JSON? {
    guard let member = try optional("tags") else { return nil }
    var tags: [JSON] = []
    var keys: Set<String> = []
    for item in try ConnectionBody.read({ () throws(SeedError) in try member.items() }) {
      let (key, value) = try ConnectionBody.read { () throws(SeedError) in
        (try item.member("key").text(), try item.member("value").string())
      }
      guard (1...128).contains(key.unicodeScalars.count), value.unicodeScalars.count <= 255 else {
        throw .invalid("\(item.path): a tag's key has 1 to 128 characters, its value up to 255")
      }
      guard keys.insert(key).inserted else { throw .invalid("\(item.path): the tag's key is given twice") }
      tags.append(["key": .string(key), "value": .string(value)])
    }
    guard tags.count <= 20 else { throw .invalid("tags must be 20 or fewer") }
    return .array(tags)
  }

  /// 8 to 128 characters of the allowed ones, of at least three kinds.
  ///
  /// A refusal never repeats the key.
  func key() throws(Refusal) -> RedactedText? {
    guard let key = try text("psk") else { return nil }
    var (upper, lower, digit, special) = (0, 0, 0, 0)
    for byte in key.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper = 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"): lower = 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = 1
      default:
        guard ConnectionBody.specials.contains(byte) else {
          throw .invalid("psk holds a character that is not allowed")
        }
        special = 1
      }
    }
    guard (8...128).contains(key.utf8.count) else { throw .invalid("psk must have 8 to 128 characters") }
    guard upper + lower + digit + special >= 3 else {
      throw .invalid("psk must have three of upper case, lower case, digits and special characters")
    }
    return RedactedText(key)
  }

  /// Of the newest list, which has `*` and a blank that older lists lack.
  private static let specials = Set(#"~!@#$%^*()-_+={ },./:;"#.utf8)

  /// Both ends of a tunnel or none: hosts of one /30 in 169.254.0.0/16 outside 169.254.195.0/24.
  func tunnel() throws(Refusal) -> (cloud: IPv4InterfaceAddress, device: IPv4InterfaceAddress)? {
    let (cloud, device) = (
      try end("tunnel_local_address"), try end("tunnel_peer_address")
    )
    switch (cloud, device) {
    case (nil, nil): return nil
    case (let cloud?, let device?):
      guard cloud.network == device.network, cloud.address != device.address else {
        throw .invalid(
          "tunnel_local_address and tunnel_peer_address must be the two hosts of one /30")
      }
      return (cloud, device)
    default: throw .invalid("tunnel_local_address and tunnel_peer_address must be given together")
    }
  }

  private func end(_ name: String) throws(Refusal) -> IPv4InterfaceAddress? {
    guard let text = try text(name) else { return nil }
    guard let end = IPv4InterfaceAddress(text), end.length == 30, end.isHost, end.address.isLinkLocal,
      end.address.octets[2] != 195
    else {
      throw .invalid("\(name) must be a host address 169.254.x.y/30 with x other than 195")
    }
    return end
  }
}
