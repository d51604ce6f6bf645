import CloudSandbox
import OrderedJSON
import Testing

/// Creates, changes and deletes connections while a clock is moved by hand.
@Suite struct LifecycleTests {
  static let gateway = "b1000000-0000-4000-8000-000000000001"
  static let berlin = "/vpn-connection/5d000000-0000-4000-8000-000000000001"

  /// The least that the service takes, to a customer gateway that is not connected to this address.
  static let minimal: JSON = [
    "vgw_id": "b1000000-0000-4000-8000-000000000001", "vgw_ip": "e1000000-0000-4000-8000-000000000001",
    "cgw_id": "c9000000-0000-4000-8000-000000000005", "peer_subnets": ["10.200.0.0/16"],
    "psk": "Canary#Sandbox-Key-9",
  ]

  let clock = TestClock()
  let caller: TestCaller

  init() { caller = TestCaller(clock: clock) }

  private func create(_ connection: JSON = minimal, by caller: TestCaller? = nil) async throws -> JSON {
    let answer = await (caller ?? self.caller).call("POST", "/vpn-connection", ["vpn_connection": connection])
    try #require(answer.status == 201, "\(answer.code ?? "") \(answer.message)")
    return try #require(answer.json?["vpn_connection"])
  }

  private func status(_ path: String, by caller: TestCaller? = nil) async -> String? {
    let answer = await (caller ?? self.caller).get(path)
    return answer.json?["vpn_connection"]?["status"]?.string ?? answer.code
  }

  @Test func `a creation is answered with every effective value, without status and key`() async throws {
    let created = try await create()
    let id = try #require(created["id"]?.string)
    #expect(
      created.object?.members.map(\.name) == [
        "id", "name", "vgw_id", "vgw_ip", "style", "cgw_id", "peer_subnets", "tunnel_local_address",
        "tunnel_peer_address", "enable_nqa", "ikepolicy", "ipsecpolicy", "created_at", "updated_at",
        "enterprise_project_id", "ha_role", "tags",
      ])
    #expect(created["style"] == "STATIC" && created["ha_role"] == "master" && created["enable_nqa"] == false)
    #expect(created["name"]?.string?.hasPrefix("vpn-") == true && created["name"]?.string?.utf8.count == 8)
    #expect(created["created_at"] == "2026-01-02T03:04:05.000Z")
    #expect(
      created["ikepolicy"]?["local_id"] == "192.0.2.10" && created["ikepolicy"]?["dh_group"] == "group15")
    #expect(created["ipsecpolicy"]?["pfs"] == "group15")
    let shown = await caller.get("/vpn-connection/\(id)")
    #expect(shown.json?["vpn_connection"]?["status"] == "PENDING_CREATE")
    #expect(shown.json?["vpn_connection"]?["ikepolicy"] == created["ikepolicy"])
    for answer in [shown, await caller.get("/vpn-connection")] {
      #expect(!String(decoding: answer.response.body, as: UTF8.self).contains("Canary"))
    }
    let export = await caller.call(
      "POST", "/vpn-connection/\(id)/peer-configuration/export",
      ["vendor": "Acme", "type": "Router", "model": "R-100", "version": "AR-V300"])
    #expect(export.json?["peer_config"]?.string?.contains("Canary#Sandbox-Key-9") == true)
  }

  @Test func `a new connection is pending, then down, and in the lists at once`() async throws {
    let id = try #require(try await create()["id"]?.string)
    let path = "/vpn-connection/\(id)"
    #expect(await caller.get("/vpn-connection?vpn_id=\(id)").ids("vpn_connections") == [id])
    #expect(await caller.get("/vpn-connection").json?["total_count"] == 15)
    clock.advance(milliseconds: 299)
    #expect(await status(path) == "PENDING_CREATE")
    clock.advance(milliseconds: 1)
    #expect(await status(path) == "DOWN")
    clock.advance(milliseconds: 100_000)
    #expect(await status(path) == "DOWN")
  }

  @Test(arguments: [
    ("ACTIVE", ["PENDING_CREATE", "DOWN", "ACTIVE"]), ("ERROR", ["PENDING_CREATE", "ERROR", "ERROR"]),
  ])
  func `the seed says how long a creation takes and how it ends`(created: String, statuses: [String])
    async throws
  {
    let clock = TestClock()
    let caller = try TestCaller(clock: clock) {
      $0 = $0.with("lifecycle", ["create": 5_000, "negotiate": 2_000, "created": .string(created)])
    }
    let id = try #require(try await create(by: caller)["id"]?.string)
    var seen: [String?] = []
    for wait in [4_999, 1, 2_000] {
      clock.advance(milliseconds: wait)
      seen.append(await status("/vpn-connection/\(id)", by: caller))
    }
    #expect(seen == statuses)
  }

  @Test func `an update changes the given members only, and is pending for a while`() async throws {
    let before = try #require(await caller.get(Self.berlin).json?["vpn_connection"])
    let answer = await caller.call(
      "PUT", Self.berlin,
      [
        "vpn_connection": [
          "name": "renamed", "ikepolicy": ["lifetime_seconds": 43_200, "dpd": ["interval": 60]],
          "ipsecpolicy": ["pfs": "group19"], "psk": "Changed#Sandbox-Key-1", "unknown": 1,
          "style": "static", "vgw_id": .string(Self.gateway),
        ]
      ])
    #expect(answer.status == 200, "\(answer.message)")
    let updated = try #require(answer.json?["vpn_connection"])
    #expect(updated["status"] == nil && updated["psk"] == nil && updated["unknown"] == nil)
    #expect(updated["name"] == "renamed" && updated["ikepolicy"]?["lifetime_seconds"] == 43_200)
    #expect(updated["ikepolicy"]?["dpd"] == ["timeout": 15, "interval": 60, "msg": "seq-hash-notify"])
    #expect(
      updated["ikepolicy"]?["encryption_algorithm"] == "aes-256"
        && updated["ipsecpolicy"]?["pfs"] == "group19")
    for name in ["id", "created_at", "peer_subnets", "tags", "tunnel_local_address"] {
      #expect(updated[name] == before[name], "\(name)")
    }
    #expect(updated["updated_at"] == "2026-01-02T03:04:05.000Z")

    #expect(await status(Self.berlin) == "PENDING_UPDATE")
    for method in ["PUT", "DELETE"] {
      let refused = await caller.call(method, Self.berlin, ["vpn_connection": ["name": "x"]])
      #expect(refused.status == 400 && refused.code == "VPN.0306", "\(method)")
    }
    clock.advance(milliseconds: 300)
    #expect(await status(Self.berlin) == "ACTIVE")
  }

  @Test func `a deletion is answered without a body and takes a while`() async throws {
    let answer = await caller.call("DELETE", Self.berlin)
    #expect(answer.status == 204 && answer.response.body.isEmpty)
    #expect(!answer.response.headers.contains { $0.name == "Content-Type" })
    #expect(await status(Self.berlin) == "PENDING_DELETE")
    for method in ["DELETE", "PUT"] {
      let again = await caller.call(method, Self.berlin, ["vpn_connection": [:]])
      #expect(again.status == 425 && again.code == "VPN.0009", "\(method)")
    }
    clock.advance(milliseconds: 300)
    #expect(await status(Self.berlin) == "VPN.0004")
    let gone = await caller.call("DELETE", Self.berlin)
    #expect(gone.status == 404 && gone.code == "VPN.0004")
    #expect(await caller.get("/vpn-connection").json?["total_count"] == 13)
  }

  @Test func `a reset takes the tunnel down and lets it come up again`() async throws {
    for body in ["", "{}"] {
      let answer = await caller.call("POST", "\(Self.berlin)/reset", body: body)
      #expect(answer.status == 200 && answer.json?.object?.members.map(\.name) == ["request_id"])
      var seen = [await status(Self.berlin)]
      for _ in 0..<2 {
        clock.advance(milliseconds: 300)
        seen.append(await status(Self.berlin))
      }
      #expect(seen == ["PENDING_UPDATE", "DOWN", "ACTIVE"])
    }
  }

  @Test func `a frozen connection may not be changed`() async {
    let frozen = "/vpn-connection/5d000000-0000-4000-8000-000000000010"
    for (method, verb) in [("PUT", "update"), ("DELETE", "delete")] {
      let answer = await caller.call(method, frozen, ["vpn_connection": ["name": "x"]])
      #expect(answer.status == 400 && answer.code == "VPN.0001")
      #expect(answer.message == "invalid request: ILLEGAL not allowed \(verb) vpnConnection")
    }
    #expect(await caller.call("POST", "\(frozen)/reset").status == 400)
    #expect(await status(frozen) == "FREEZED")
  }

  @Test func `a batch is all or nothing`() async throws {
    var second = Self.minimal.with("vgw_ip", "e1000000-0000-4000-8000-000000000002")
      .with("cgw_id", "c9000000-0000-4000-8000-000000000004")
    let whole = await caller.call(
      "POST", "/vpn-connections/batch-create", ["vpn_connections": [Self.minimal, second]])
    #expect(whole.status == 201)
    #expect(
      whole.json?["vpn_connections"]?.array?.map { $0["vgw_ip"] } == [
        Self.minimal["vgw_ip"], second["vgw_ip"],
      ])
    let ids = whole.ids("vpn_connections")
    #expect(await caller.get("/vpn-connection?limit=15").json?["total_count"] == 16 && Set(ids).count == 2)

    second = second.with("cgw_id", "c9000000-0000-4000-8000-000000000003")
    let first = Self.minimal.with("cgw_id", "c9000000-0000-4000-8000-000000000006")
    for bad in [second.with("psk", "short"), second.with("vgw_id", "b1000000-0000-4000-8000-000000000002")] {
      let refused = await caller.call(
        "POST", "/vpn-connections/batch-create", ["vpn_connections": [first, bad]])
      #expect(refused.status == 400 && refused.code == "VPN.0001")
    }
    for wrong: JSON in [[], [first, second, first], ["x"], [:]] {
      let refused = await caller.call("POST", "/vpn-connections/batch-create", ["vpn_connections": wrong])
      #expect(refused.status == 400 && refused.code == "VPN.0001")
    }
    #expect(await caller.get("/vpn-connection").json?["total_count"] == 16)
  }

  @Test func `new times are strictly later than each other, ids and networks differ`() async throws {
    var times: [String] = []
    var ids: Set<String> = []
    var links: Set<String> = []
    for customer in ["05", "06", "08", "09", "10"] {
      let created = try await create(
        Self.minimal.with("cgw_id", .string("c9000000-0000-4000-8000-0000000000\(customer)")))
      times.append(created["created_at"]?.string ?? "")
      ids.insert(created["id"]?.string ?? "")
      links.insert(created["tunnel_local_address"]?.string ?? "")
    }
    #expect(times == times.sorted() && Set(times).count == 5 && ids.count == 5 && links.count == 5)
  }

  @Test func `a gateway tells how many connections it has`() async throws {
    func used() async -> [JSON?] {
      let gateway = await caller.get("/vpn-gateways/\(Self.gateway)").json?["vpn_gateway"]
      return [gateway?["used_connection_number"], gateway?["used_connection_group"]]
    }
    #expect(await used() == [8, 6])
    let created = try await create(Self.minimal.with("cgw_id", "c9000000-0000-4000-8000-000000000009"))
    #expect(await used() == [9, 7])
    _ = await caller.call("DELETE", "/vpn-connection/\(created["id"]?.string ?? "")")
    #expect(await used() == [9, 7])
    clock.advance(milliseconds: 300)
    _ = await caller.call("DELETE", "/vpn-connection/\(created["id"]?.string ?? "")")
    clock.advance(milliseconds: 300)
    #expect(await used() == [8, 6])
  }
}
