import CloudSandbox
import OrderedJSON
import Testing

/// Logs and security associations.
@Suite struct TunnelTests {
  private let clock = TestClock()
  private static let berlin = "/vpn-connection/5d000000-0000-4000-8000-000000000001"
  private static let lima = "/vpn-connection/5d000000-0000-4000-8000-000000000005"
  private static let tunis = "/vpn-connection/5d000000-0000-4000-8000-000000000006"

  @Test func `an active connection's log tells of success, another's of failure, and a reset shows`()
    async throws
  {
    let caller = TestCaller(clock: clock)
    func log(_ path: String) async -> [JSON] { await caller.get("\(path)/log").json?["logs"]?.array ?? [] }
    let active = await log(Self.berlin)
    #expect(
      active.count == 2 && active.allSatisfy { $0["raw_message"]?.string?.contains("established") == true })
    #expect(active.first?["time"]?.integer == TestCaller.clock.seconds - 120)
    #expect(
      active.first?["raw_message"]?.string?.hasPrefix("2026-01-02T03:02:05.000000+00:00 node-1 ipsec_ike[")
        == true)
    #expect(active.first?["raw_message"]?.string?.contains("[192.0.2.10]") == true)
    #expect(active.first?["raw_message"]?.string?.contains("PeerAddress=[198.51.100.7]") == true)
    let down = await log(Self.tunis)
    #expect(down.contains { $0["raw_message"]?.string?.contains("Reason=[") == true })

    _ = await caller.call("POST", "\(Self.berlin)/reset")
    let busy = await caller.get("\(Self.berlin)/log")
    #expect(busy.status == 400 && busy.code == "VPN.0306")
    clock.advance(milliseconds: 600)
    let after = await log(Self.berlin)
    #expect(after.count == 5 && after.last?["raw_message"]?.string?.contains("phase 2 established") == true)
  }

  @Test func `old gateways and policy templates have no log`() async throws {
    let caller = try TestCaller { $0 = $0.with("vpnGateways", 0, "supported_features", []) }
    let old = await caller.get("\(Self.berlin)/log")
    #expect(old.status == 400 && old.code == "VPN.0304")
    let template = await TestCaller().get("/vpn-connection/5d000000-0000-4000-8000-000000000011/log")
    #expect(template.status == 400 && template.code == "VPN.0305")
  }

  @Test func `security associations pair the networks, and traffic grows`() async throws {
    let caller = try TestCaller(clock: clock) {
      $0 = $0.with("vpnConnections", 4, "created_at", "2026-01-01T00:00:00Z")
    }
    func pairs(_ path: String) async -> [[JSON?]] {
      let answer = await caller.get("\(path)/ipsec-sa")
      return answer.json?["sa_infos"]?.array?.map { [$0["source_ip_cidr"], $0["dest_ip_cidr"]] } ?? []
    }
    #expect(
      await pairs(Self.lima) == [
        ["172.20.0.0/24", "10.40.1.0/24"], ["172.20.0.0/24", "10.40.2.0/24"],
        ["172.20.1.0/24", "10.40.1.0/24"],
      ])
    #expect(await pairs(Self.berlin) == [["0.0.0.0/0", "0.0.0.0/0"]])
    func sent() async -> Int? {
      await caller.get("\(Self.lima)/ipsec-sa").json?["sa_infos"]?.array?.first?["traffic_sent"]?.integer
    }
    let before = try #require(await sent())
    clock.advance(milliseconds: 60_000)
    #expect(try #require(await sent()) > before && before > 0)
    #expect(await pairs(Self.tunis) == [])
  }

  @Test func `what the seed tells is answered as it stands`() async throws {
    let line: JSON = ["time": 1_772_600_000, "raw_message": "negotiation failed", "x": 1]
    let association: JSON = ["id": "7", "packets_sent": .number("1.5")]
    let caller = try TestCaller {
      $0 = $0.with("vpnConnections", 5, "logs", [line])
      $0 = $0.with("vpnConnections", 5, "sa_infos", [association])
    }
    #expect(await caller.get("\(Self.tunis)/log").json?["logs"] == [line])
    #expect(await caller.get("\(Self.tunis)/ipsec-sa").json?["sa_infos"] == [association])
  }
}
