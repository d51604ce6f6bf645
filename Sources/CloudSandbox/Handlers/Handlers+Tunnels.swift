import Cryptography
import OrderedJSON

extension Handlers {
  /// The seed's lines, or lines that fit the connection's state; what happened here follows.
  func log(of id: String) throws(Refusal) -> [JSON] {
    let record = try find(id)
    let gateway = world.gateway(record.text("vgw_id"))
    if let features = gateway?.object["supported_features"]?.array,
      !features.contains("query_connection_log")
    {
      throw Refusal(status: 400, code: "VPN.0304", message: "the VPN gateway does not keep logs")
    }
    guard record.text("style") != "POLICY-TEMPLATE" else {
      throw Refusal(
        status: 400, code: "VPN.0305", message: "connections of a policy template have no log")
    }
    guard record.status != "PENDING_UPDATE" else { throw .beingUpdated }
    let line = LogLine(record, gateway: gateway)
    return (record.connection.logs ?? line.generated(now: world.now)) + record.events.map(line.event)
  }

  /// The seed's, or one pair of counters for each pair of networks while the tunnel is up.
  func securityAssociations(of id: String) throws(Refusal) -> [JSON] {
    let record = try find(id)
    if let seeded = record.connection.securityAssociations { return seeded }
    guard record.status == "ACTIVE" else { return [] }
    var pairs: [(String, String)] = []
    for rule in record.connection.resource.object["policy_rules"]?.array ?? [] {
      for destination in rule["destination"]?.array ?? [] {
        pairs.append((rule["source"]?.string ?? "", destination.string ?? ""))
      }
    }
    if pairs.isEmpty { pairs = [("0.0.0.0/0", "0.0.0.0/0")] }
    let age = max(0, world.now.seconds - record.connection.resource.created.seconds)
    return pairs.enumerated().map { place, pair in
      // Traffic that grows with time, at a rate of the connection's own.
      let rate =
        Int(SHA256.hex(Array("\(id) \(place)".utf8)).utf8.prefix(4).reduce(0) { $0 + Int($1) }) % 50 + 1
      let (sent, received) = (age * rate, age * rate * 49 / 50)
      return [
        "id": .string(String(place + 1)), "source_ip_cidr": .string(pair.0), "dest_ip_cidr": .string(pair.1),
        "packets_sent": JSON(sent), "packets_recv": JSON(received), "traffic_sent": JSON(sent * 120),
        "traffic_recv": JSON(received * 120), "collected_at": .string(world.now.extendedFormat()),
      ]
    }
  }
}
