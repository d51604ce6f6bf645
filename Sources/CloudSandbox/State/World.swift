import Cryptography
import IPAddressing
import OrderedJSON

/// Everything of a project that calls may change, and its clock.
struct World: Sendable {
  let seed: SandboxSeed
  private(set) var connections: ConnectionStore
  /// The moment of the call that is being answered.
  private(set) var now: Instant
  /// Connections that time will change.
  private var pending: Set<String> = []
  private var lastCreation = Instant(seconds: 0)
  private var created = 0
  private var linkCursor: UInt32 = 0
  /// Newest first.
  let customerGatewaysNewestFirst: [SandboxSeed.Resource]
  private let gatewayPlaces: [String: Int]
  private let customerGatewayPlaces: [String: Int]
  /// What the seed's connections take of each gateway, since the seed tells those numbers itself.
  private let seeded: ConnectionStore

  init(_ seed: SandboxSeed, now: Instant) {
    self.seed = seed
    self.now = now
    connections = ConnectionStore(seed.connections)
    seeded = connections
    customerGatewaysNewestFirst = seed.customerGateways.sorted { $0.created > $1.created }
    gatewayPlaces = World.places(seed.gateways)
    customerGatewayPlaces = World.places(seed.customerGateways)
  }

  private static func places(_ resources: [SandboxSeed.Resource]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: resources.enumerated().map { ($1.id, $0) })
  }

  /// Lets time pass: everything that was due happens.
  mutating func advance(to moment: Instant) {
    now = moment
    for id in pending {
      guard var record = connections[id] else { continue }
      var isGone = false
      while let step = record.steps.first, step.due <= moment {
        record.steps.removeFirst()
        guard let status = step.status else {
          isGone = true
          break
        }
        record.status = status
        record.events.append(.init(time: step.due, text: LogLine.statusChanged(to: status)))
      }
      if isGone { connections.remove(id) } else { connections.replace(record) }
      if isGone || record.steps.isEmpty { pending.remove(id) }
    }
  }
}

extension World {
  func gateway(_ id: String) -> SandboxSeed.Resource? { gatewayPlaces[id].map { seed.gateways[$0] } }

  func customerGateway(_ id: String) -> SandboxSeed.Resource? {
    customerGatewayPlaces[id].map { seed.customerGateways[$0] }
  }

  /// A gateway as it is answered: the numbers of its connections follow what was created and deleted.
  func current(_ gateway: SandboxSeed.Resource) -> JSONObject {
    var object = gateway.object
    if let used = object["used_connection_number"]?.integer {
      object["used_connection_number"] = JSON(
        used + connections.connections(of: gateway.id) - seeded.connections(of: gateway.id))
    }
    if let used = object["used_connection_group"]?.integer {
      object["used_connection_group"] = JSON(
        used + connections.groups(of: gateway.id) - seeded.groups(of: gateway.id))
    }
    return object
  }
}

extension World {
  mutating func insert(_ record: ConnectionRecord) {
    connections.insert(record)
    pending.insert(record.id)
  }

  mutating func replace(_ record: ConnectionRecord) {
    connections.replace(record)
    if !record.steps.isEmpty { pending.insert(record.id) }
  }

  /// An id for the next new connection, the same ones in every run.
  mutating func nextID() -> String {
    created += 1
    let digits = Array(SHA256.hex(Array("connection \(created)".utf8)))
    let groups = [
      digits[0..<8], digits[8..<12], "4" + digits[13..<16], "8" + digits[17..<20], digits[20..<32],
    ]
    return groups.map { String($0) }.joined(separator: "-")
  }

  /// The time of the next creation: to the millisecond, and later than the one before, since lists are walked by it.
  mutating func nextCreation() -> Instant {
    let whole = Instant(seconds: now.seconds, nanoseconds: now.nanoseconds / 1_000_000 * 1_000_000)
    lastCreation = max(whole, lastCreation.adding(milliseconds: 1))
    return lastCreation
  }

  /// The two ends of a tunnel that nobody has on this gateway, the cloud's first.
  mutating func nextLink(on gateway: String) -> (cloud: IPv4InterfaceAddress, device: IPv4InterfaceAddress)? {
    let base = IPv4Address(169, 254, 0, 0).value
    let links: UInt32 = 1 << 14
    for _ in 0..<links {
      linkCursor = (linkCursor + 1) % links
      let first = base + linkCursor * 4
      guard first >> 8 & 0xFF != 195,
        let cloud = IPv4InterfaceAddress(IPv4Address(first + 1), length: 30),
        let device = IPv4InterfaceAddress(IPv4Address(first + 2), length: 30),
        !connections.isTaken(cloud.network, on: gateway)
      else { continue }
      return (cloud, device)
    }
    return nil
  }
}
