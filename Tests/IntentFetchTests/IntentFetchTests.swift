import CloudSandbox
import CloudVPN
import Diagnostics
import HTTPTransport
import IPAddressing
import IntentFetch
import OrderedJSON
import Secrets
import Synchronization
import Testing
import VPNIntent

/// The client talks to the sandbox in process: the real bytes of both sides without a port between.
private final class DirectTransport: HTTPTransport {
  let sandbox: Sandbox
  private let sent = Mutex<[String]>([])

  init(sandbox: Sandbox) { self.sandbox = sandbox }

  /// The path of every request so far, below the project.
  var paths: [String] { sent.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    sent.withLock {
      let path = request.target.split(separator: "?")[0]
      $0.append(path.split(separator: "/").dropFirst(2).joined(separator: "/"))
    }
    let answer = await sandbox.answer(
      SandboxRequest(
        method: request.method, target: request.target,
        headers: [.init("host", request.origin.authority)]
          + request.headers.fields.map { .init($0.name, $0.value) }, body: request.body))
    return HTTPResponse(status: answer.status, headers: HTTPHeaders(), body: answer.body)
  }
}

@Suite struct IntentFetchTests {
  private func fetcher(_ transport: DirectTransport) throws -> IntentFetcher {
    let seed = transport.sandbox.seed
    let client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint("http://127.0.0.1:1"), projectID: seed.projectID,
      credential: CloudCredential(
        accessKey: seed.users[0].accessKey, secretKey: Secret(seed.users[0].secretKey.text)),
      retry: .never)
    return IntentFetcher(client: client, region: "local", projectID: seed.projectID)
  }

  private func site(_ description: String) throws -> SiteDescription {
    let reading = try SiteDescription.read(Array(description.utf8), source: "site.yaml")
    return try #require(reading.value, "\(reading.findings)")
  }

  private func fetch(_ description: String) async throws -> IntentFetcher.Fetched {
    try await fetcher(DirectTransport(sandbox: Sandbox(seed: .standard)))
      .fetch(try site(description), fetchedAt: "2026-01-02T03:04:05Z")
  }

  static let berlin = """
    site: berlin
    platform: acme-router
    key: env:PSK_BERLIN
    connections: [berlin-1, 5d000000-0000-4000-8000-000000000002]
    device:
      wan: [{name: wan1, interface: Ethernet0/1, address: 198.51.100.7, next_hop: 198.51.100.1}]
      lan: {subnets: [10.20.0.0/16]}
    """

  @Test func `two static connections, by name and by id`() async throws {
    let fetched = try await fetch(Self.berlin)
    let intent = try #require(fetched.intent, "\(fetched.findings)")
    #expect(intent.connections.map(\.name) == ["berlin-1", "berlin-2"])
    let first = try #require(intent.connections.first)
    #expect(first.mode == .static && first.role == .active && first.probe)
    #expect(first.cloud.address == IPAddress("192.0.2.10"))
    #expect(first.cloud.inside?.description == "169.254.70.1/30")
    #expect(first.device.inside?.description == "169.254.70.2/30")
    #expect(first.device.address == IPAddress("198.51.100.7") && first.wan == "wan1")
    #expect(first.ike.dhGroup == 14 && first.ike.encryption == .aes256 && first.ike.exchange == nil)
    #expect(first.ipsec.pfsGroup == 14 && first.ipsec.lifetimeSeconds == 3600)
    #expect(first.key.text == "env:PSK_BERLIN")
    #expect(first.device.subnets.map(\.description) == ["10.20.0.0/16"])
  }

  @Test func `a fetched intent reads back as itself and holds no key`() async throws {
    let intent = try #require(try await fetch(Self.berlin).intent)
    let reading = try Intent.read(intent.bytes, source: "intent.json")
    #expect(reading.value == intent)
    #expect(!String(decoding: intent.bytes, as: UTF8.self).contains("Sandbox-Key"))
  }

  @Test func `without a list the WAN addresses choose, BGP numbers come along`() async throws {
    let fetched = try await fetch(
      "site: osaka\ndevice: {wan: [{name: w, interface: e0, address: 203.0.113.20}]}")
    let intent = try #require(fetched.intent, "\(fetched.findings)")
    #expect(intent.connections.map(\.name) == ["osaka-1", "osaka-2"])
    #expect(
      intent.connections.allSatisfy {
        $0.mode == .bgp && $0.cloud.bgpASN == 64512 && $0.device.bgpASN == 65020
      })
    #expect(intent.connections[0].key.text == "env:PEERCONF_PSK_OSAKA_1")
    #expect(intent.connections[0].ike.dpd.intervalSeconds == 20)
  }

  @Test func `policy rules become pairs of networks`() async throws {
    let fetched = try await fetch(
      "site: lima\nconnections: [lima-1]\ndevice: {wan: [{name: w, interface: e0, address: 198.51.100.40}]}"
    )
    let intent = try #require(fetched.intent, "\(fetched.findings)")
    #expect(
      intent.connections[0].selectors.map { "\($0.cloud) \($0.device)" } == [
        "172.20.0.0/24 10.40.1.0/24", "172.20.0.0/24 10.40.2.0/24", "172.20.1.0/24 10.40.1.0/24",
      ])
    #expect(intent.connections[0].cloud.inside == nil)
  }

  @Test(arguments: [
    ("nowhere-9", "no connection named nowhere-9"), ("malmo-1", "style POLICY-TEMPLATE"),
    ("cusco-1", "has no IKE policy"),
  ])
  func `what cannot be an intent is a finding and no intent`(name: String, message: String) async throws {
    let fetched = try await fetch(
      "site: x\nconnections: [\(name)]\ndevice: {wan: [{name: w, interface: e0, address: 198.51.100.99}]}")
    #expect(fetched.intent == nil)
    #expect(
      fetched.findings.contains { $0.severity == .error && $0.message.contains(message) },
      "\(fetched.findings)")
  }

  @Test func `an unknown id is the cloud's refusal`() async throws {
    let error = await #expect(throws: CloudError.self) {
      try await fetch(
        "site: x\nconnections: [5d000000-0000-4000-8000-00000000ffff]\ndevice: {wan: [{name: w, interface: e0}]}"
      )
    }
    #expect(error?.kind == .notFound && error?.outcome == .badInput)
  }

  @Test func `many sites share the lists and the gateways`() async throws {
    let transport = DirectTransport(sandbox: Sandbox(seed: .standard))
    let fetcher = try fetcher(transport)
    let sites = [
      try site(Self.berlin),
      try site("site: osaka\ndevice: {wan: [{name: w, interface: e0, address: 203.0.113.20}]}"),
      try site("site: lima\nconnections: [lima-1]\ndevice: {wan: [{name: w, interface: e0}]}"),
    ]
    try await fetcher.prepare(for: sites)
    #expect(transport.paths == ["customer-gateways", "vpn-connection"])
    for site in sites {
      let fetched = try await fetcher.fetch(site, fetchedAt: "")
      #expect(fetched.intent != nil, "\(fetched.findings)")
    }
    #expect(transport.paths.count { $0 == "vpn-connection" || $0 == "customer-gateways" } == 2)
    #expect(transport.paths.count { $0.hasPrefix("vpn-gateways/") } == 1)
  }

  @Test func `sites that name ids ask for one connection first, and for no list`() async throws {
    let transport = DirectTransport(sandbox: Sandbox(seed: .standard))
    let id = "5d000000-0000-4000-8000-000000000005"
    let lima = try site("site: lima\nconnections: [\(id)]\ndevice: {wan: [{name: w, interface: e0}]}")
    try await fetcher(transport).prepare(for: [lima, lima])
    #expect(transport.paths == ["vpn-connection/\(id)"])
  }

  @Test func `a list that failed is not asked for again`() async throws {
    let broken = Fault(
      path: "/vpn-connection", effect: .answer(SandboxResponse(status: 200, headers: [], body: [])))
    let transport = DirectTransport(sandbox: Sandbox(seed: .standard, faults: [broken]))
    let fetcher = try fetcher(transport)
    let lima = try site("site: lima\nconnections: [lima-1]\ndevice: {wan: [{name: w, interface: e0}]}")
    for _ in 1...3 {
      let error = await #expect(throws: CloudError.self) { try await fetcher.fetch(lima, fetchedAt: "") }
      #expect(error?.kind == .badAnswer)
    }
    #expect(transport.paths == ["vpn-connection"])
  }
}
