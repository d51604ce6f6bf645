import CloudVPN
import Synchronization

/// What the cloud was asked once for all sites: its lists, and the gateways that most sites share.
///
/// A list that failed stays failed: ten thousand sites do not ask for it ten thousand times.
final class CloudInventory: Sendable {
  private let client: CloudVPNClient
  private let state = Mutex(State())

  private struct State {
    var gateways: [String: CloudGateway] = [:]
    var connections: Result<ConnectionIndex, CloudError>?
    var customers: Result<[String: [CustomerGateway]], CloudError>?
  }

  init(_ client: CloudVPNClient) { self.client = client }

  func connection(_ id: String) async throws(CloudError) -> CloudConnection {
    try await client.connection(id)
  }

  func customerGateway(_ id: String) async throws(CloudError) -> CustomerGateway {
    try await client.customerGateway(id)
  }

  func gateway(_ id: String) async throws(CloudError) -> CloudGateway {
    if let known = state.withLock({ $0.gateways[id] }) { return known }
    let gateway = try await client.gateway(id)
    state.withLock { $0.gateways[id] = gateway }
    return gateway
  }

  /// All connections of the project.
  func connections() async throws(CloudError) -> ConnectionIndex {
    if let known = state.withLock({ $0.connections }) { return try known.get() }
    do throws(CloudError) {
      let index = ConnectionIndex(try await client.connections())
      state.withLock { $0.connections = .success(index) }
      return index
    } catch {
      if error.kind != .cancelled { state.withLock { $0.connections = .failure(error) } }
      throw error
    }
  }

  /// All customer gateways of the project by what identifies them.
  func customersByIdentity() async throws(CloudError) -> [String: [CustomerGateway]] {
    if let known = state.withLock({ $0.customers }) { return try known.get() }
    do throws(CloudError) {
      let table = Dictionary(grouping: try await client.customerGateways()) { $0.idValue ?? "" }
      state.withLock { $0.customers = .success(table) }
      return table
    } catch {
      if error.kind != .cancelled { state.withLock { $0.customers = .failure(error) } }
      throw error
    }
  }
}

/// The connections of a project, found by name and by customer gateway.
struct ConnectionIndex: Sendable {
  private let all: [CloudConnection]
  private let byName: [String: [Int]]
  private let byCustomer: [String: [Int]]

  init(_ all: [CloudConnection]) {
    self.all = all
    byName = Dictionary(grouping: all.indices) { all[$0].name ?? "" }
    byCustomer = Dictionary(grouping: all.indices) { all[$0].customerGatewayID ?? "" }
  }

  func named(_ name: String) -> [CloudConnection] { (byName[name] ?? []).map { all[$0] } }

  func ending(at customer: String) -> [CloudConnection] { (byCustomer[customer] ?? []).map { all[$0] } }
}
