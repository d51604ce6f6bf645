import IPAddressing

/// A project's connections, found by id and walked from the newest.
///
/// The order is kept while connections come and go, so that a page costs its own length and not the store's.
struct ConnectionStore: Sendable {
  private var records: [String: ConnectionRecord] = [:]
  /// Oldest first: a new connection goes to the end.
  private var order: [Key] = []
  /// For each gateway and each customer gateway, the gateway's addresses that are connected.
  private var partners: [String: [String: [String]]] = [:]
  /// The ends of tunnels that are taken, for each gateway.
  private var links: [String: Set<IPv4Prefix>] = [:]

  /// The place of a connection in a list.
  private struct Key: Sendable, Comparable {
    var created: Instant
    var id: String

    /// Equal times are told apart by the id, so that every list has one order.
    static func < (left: Key, right: Key) -> Bool {
      left.created == right.created
        ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.created < right.created
    }
  }

  init(_ connections: [SandboxSeed.Connection]) {
    records.reserveCapacity(connections.count)
    order.reserveCapacity(connections.count)
    for connection in connections {
      let record = ConnectionRecord(connection)
      records[record.id] = record
      order.append(Key(created: record.connection.resource.created, id: record.id))
      count(record, by: 1)
    }
    order.sort()
  }

  var count: Int { records.count }

  subscript(id: String) -> ConnectionRecord? { records[id] }

  mutating func insert(_ record: ConnectionRecord) {
    let key = Key(created: record.connection.resource.created, id: record.id)
    records[record.id] = record
    order.insert(key, at: order.partition(before: key))
    count(record, by: 1)
  }

  /// Replaces a connection that is there; the time of its creation stays.
  mutating func replace(_ record: ConnectionRecord) {
    guard let old = records.updateValue(record, forKey: record.id) else { return }
    count(old, by: -1)
    count(record, by: 1)
  }

  mutating func remove(_ id: String) {
    guard let record = records.removeValue(forKey: id) else { return }
    let place = order.partition(before: Key(created: record.connection.resource.created, id: id))
    order.remove(at: place)
    count(record, by: -1)
  }

  /// Connections from the newest, those at or behind the marker left out.
  ///
  /// An inclusive marker lets those of its own moment through.
  func newestFirst(before marker: Instant?, inclusive: Bool = false) -> some Sequence<ConnectionRecord> {
    var end = order.count
    if let marker {
      end = order.firstPlace { inclusive ? $0.created > marker : $0.created >= marker }
    }
    return order[..<end].reversed().lazy.compactMap { records[$0.id] }
  }

  // MARK: Who is connected to whom

  func connections(of gateway: String) -> Int { partners[gateway]?.values.reduce(0) { $0 + $1.count } ?? 0 }

  /// Customer gateways that a gateway is connected to.
  func groups(of gateway: String) -> Int { partners[gateway]?.count ?? 0 }

  func isConnected(gateway: String, end: String, customer: String) -> Bool {
    partners[gateway]?[customer]?.contains(end) ?? false
  }

  func isTaken(_ link: IPv4Prefix, on gateway: String) -> Bool { links[gateway]?.contains(link) ?? false }

  private mutating func count(_ record: ConnectionRecord, by step: Int) {
    let resource = record.connection.resource
    let (gateway, customer) = (resource.text("vgw_id"), resource.text("cgw_id"))
    var ends = partners[gateway]?[customer] ?? []
    if step > 0 {
      ends.append(resource.text("vgw_ip"))
    } else if let place = ends.firstIndex(of: resource.text("vgw_ip")) {
      ends.remove(at: place)
    }
    partners[gateway, default: [:]][customer] = ends.isEmpty ? nil : ends
    guard let link = IPv4InterfaceAddress(resource.text("tunnel_local_address"))?.network else { return }
    if step > 0 { links[gateway, default: []].insert(link) } else { links[gateway]?.remove(link) }
  }
}

extension Array where Element: Comparable {
  /// The place of the first element that is not before this one; the array is sorted.
  fileprivate func partition(before element: Element) -> Int { firstPlace { $0 >= element } }
}

extension Array {
  /// The first place from which on the predicate holds; it must hold for all that follow.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
