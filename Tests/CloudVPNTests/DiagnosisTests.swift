import CloudPermissions
import CloudVPN
import Diagnostics
import HTTPTransport
import Testing

/// Logs and security associations, with the tolerance that their documents call for.
@Suite struct DiagnosisTests {
  private static let id = "5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10"
  private static let path = "/v5/0123456789abcdef0123456789abcdef/vpn-connection/\(id)"

  @Test func `a log has times in UTC and lines as they came`() async throws {
    let rig = try Rig(
      .json(
        #"{"logs":[{"time":1772600000,"raw_message":"a b"},{"time":"1772600001"},{"time":1772600002.0},"#
          + #"{"time":-5,"raw_message":null},{"time":99999999999999999}],"request_id":"r"}"#))
    let lines = try await rig.client.log(of: Self.id)
    #expect(rig.transport.requests.map { "\($0.method) \($0.target)" } == ["GET \(Self.path)/log"])
    #expect(
      lines.map(\.time) == [
        "2026-03-04T04:53:20Z", "2026-03-04T04:53:21Z", "2026-03-04T04:53:22Z", nil, nil,
      ])
    #expect(lines.map(\.message) == ["a b", nil, nil, nil, nil])
  }

  @Test func `counters are whole, decimal or texts`() async throws {
    let rig = try Rig(
      .json(
        #"{"sa_infos":[{"id":7,"source_ip_cidr":"172.20.0.0/24","dest_ip_cidr":"10.20.1.0/24","packets_sent":120,"#
          + #""packets_recv":118.0,"traffic_sent":"14400","traffic_recv":1.5,"#
          + #""collected_at":"2026-03-04T13:10:00.0+08:00"},{}],"request_id":"r"}"#))
    let rows = try await rig.client.securityAssociations(of: Self.id)
    #expect(rig.transport.requests.map { "\($0.method) \($0.target)" } == ["GET \(Self.path)/ipsec-sa"])
    try #require(rows.count == 2)
    let counters = [rows[0].packetsSent, rows[0].packetsReceived, rows[0].bytesSent, rows[0].bytesReceived]
    #expect(counters.map { $0?.description } == ["120", "118", "14400", "1.5"])
    #expect(counters.map { $0?.whole } == [120, 118, 14400, nil])
    #expect(rows[0].id == "7" && rows[0].collected == "2026-03-04T05:10:00Z")
    #expect(rows[1].id == nil && rows[1].packetsSent == nil && rows[1].collected == nil)
  }

  @Test func `no rows are no error, an answer without the list is one`() async throws {
    #expect(try await Rig(.json(#"{"logs":[]}"#)).client.log(of: Self.id).isEmpty)
    #expect(try await Rig(.json(#"{"sa_infos":null}"#)).client.securityAssociations(of: Self.id).isEmpty)
    let log = await #expect(throws: CloudError.self) { try await Rig(.json("{}")).client.log(of: Self.id) }
    let rows = await #expect(throws: CloudError.self) {
      try await Rig(.json("{}")).client.securityAssociations(of: Self.id)
    }
    #expect(log?.kind == .badAnswer && rows?.kind == .badAnswer)
  }

  @Test func `both name their call and their action`() async throws {
    let refused = #"{"error_code":"VPN.0007","error_msg":"m"}"#
    let log = await #expect(throws: CloudError.self) {
      try await Rig(.json(refused, status: 403)).client.log(of: Self.id)
    }
    #expect(log?.call == .readConnectionLog && log?.actions == ["vpn:vpnConnections:getLog"])
    let rows = await #expect(throws: CloudError.self) {
      try await Rig(.json(refused, status: 403)).client.securityAssociations(of: Self.id)
    }
    #expect(rows?.call == .listSecurityAssociations && rows?.actions == ["vpn:vpnConnections:listIpsecSa"])
  }

  @Test func `an old gateway's refusal is told in its own words`() async throws {
    let rig = try Rig(.json(#"{"error_code":"VPN.0304","error_msg":"gateway too old"}"#, status: 400))
    let error = await #expect(throws: CloudError.self) { try await rig.client.log(of: Self.id) }
    #expect(error?.outcome == .badInput && error?.description.contains("gateway too old") == true)
    #expect(rig.transport.requests.count == 1)
  }
}
