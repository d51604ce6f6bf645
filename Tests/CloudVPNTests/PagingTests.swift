import CloudVPN
import HTTPTransport
import Testing

/// The stop rules of facts §4.2, one by one.
@Suite struct PagingTests {
  /// A page of connections `from..<to`.
  private static func page(
    _ ids: Range<Int>, marker: String?, count: Int? = nil, name: String = "vpn_connections"
  ) -> HTTPResponse {
    let rows = ids.map { #"{"id":"c\#($0)"}"# }.joined(separator: ",")
    let marker = marker.map { #""next_marker":"\#($0)","# } ?? ""
    let page = #""page_info":{\#(marker)"current_count":\#(count ?? ids.count)}"#
    return .json(#"{"\#(name)":[\#(rows)],\#(page),"total_count":9999}"#)
  }

  private func ids(_ answers: HTTPResponse...) async throws -> (ids: [String], requests: [HTTPRequest]) {
    let rig = try Rig(ScriptedTransport(answers))
    return (try await rig.client.connections().map(\.id), rig.transport.requests)
  }

  @Test func `a short page is the last though it names a marker`() async throws {
    let list = try await ids(Self.page(0..<2, marker: "2026-01-02T03:04:05.678Z"))
    #expect(list.ids == ["c0", "c1"])
    #expect(list.requests.count == 1)
    #expect(list.requests[0].query == ["limit": "200"])
  }

  @Test func `full pages lead on by their marker`() async throws {
    let list = try await ids(
      Self.page(0..<200, marker: "2026-01-02T03:04:05.678Z"), Self.page(200..<400, marker: "m2"),
      Self.page(400..<401, marker: "m3"))
    #expect(list.ids == (0..<401).map { "c\($0)" })
    #expect(list.requests.map { $0.query["marker"] } == [nil, "2026-01-02T03:04:05.678Z", "m2"])
    #expect(list.requests.allSatisfy { $0.query["limit"] == "200" })
    // On the wire the marker is encoded, in the very form that is signed.
    #expect(list.requests[1].target.hasSuffix("?limit=200&marker=2026-01-02T03%3A04%3A05.678Z"))
  }

  @Test func `an empty page ends the list`() async throws {
    let list = try await ids(Self.page(0..<200, marker: "m1"), Self.page(0..<0, marker: "m2", count: 200))
    #expect(list.ids.count == 200 && list.requests.count == 2)
  }

  @Test(arguments: [nil, ""] as [String?])
  func `a full page without a marker ends the list`(marker: String?) async throws {
    let list = try await ids(Self.page(0..<200, marker: marker), Self.page(200..<201, marker: nil))
    #expect(list.ids.count == 200 && list.requests.count == 1)
  }

  @Test func `a marker that comes back ends the list`() async throws {
    let list = try await ids(Self.page(0..<200, marker: "m"), Self.page(200..<400, marker: "m"))
    #expect(list.ids.count == 400 && list.requests.count == 2)
  }

  @Test func `markers in a circle end the list`() async throws {
    let list = try await ids(
      Self.page(0..<200, marker: "a"), Self.page(200..<400, marker: "b"), Self.page(400..<600, marker: "a"))
    #expect(list.ids.count == 600 && list.requests.count == 3)
  }

  @Test func `rows that two pages share come once`() async throws {
    let list = try await ids(Self.page(0..<200, marker: "a"), Self.page(150..<250, marker: "b"))
    #expect(list.ids == (0..<250).map { "c\($0)" })
  }

  @Test func `without a count the rows are counted`() async throws {
    let rows = (0..<200).map { #"{"id":"c\#($0)"}"# }.joined(separator: ",")
    let list = try await ids(
      .json(#"{"vpn_connections":[\#(rows)],"page_info":{"next_marker":"a"}}"#),
      .json(#"{"vpn_connections":[{"id":"last"}]}"#))
    #expect(list.ids.count == 201 && list.requests.count == 2)
  }

  @Test func `a list that never ends is an error`() async throws {
    let transport = ScriptedTransport { _, number throws(TransportError) in
      Self.page((number * 200)..<(number * 200 + 200), marker: "m\(number)")
    }
    let rig = try Rig(transport)
    let error = await #expect(throws: CloudError.self) { try await rig.client.connections() }
    #expect(error?.kind == .badAnswer)
    #expect(error?.description.contains("does not end after 500 pages") == true)
    #expect(transport.requests.count == 500)
  }

  @Test func `an error on a later page is the whole list's`() async throws {
    let rig = try Rig(
      retry: .never,
      ScriptedTransport([
        Self.page(0..<200, marker: "a"), .json(#"{"error_code":"VPN.0007","error_msg":"m"}"#, status: 403),
      ]))
    let error = await #expect(throws: CloudError.self) { try await rig.client.connections() }
    #expect(error?.kind == .forbidden)
  }

  @Test func `customer gateways have pages, gateways have none`() async throws {
    let customers = try Rig(
      ScriptedTransport([
        Self.page(0..<200, marker: "a", name: "customer_gateways"),
        Self.page(200..<201, marker: "b", name: "customer_gateways"),
      ]))
    #expect(try await customers.client.customerGateways().count == 201)
    let gateways = try Rig(.json(#"{"vpn_gateways":[{"id":"g1"},{"id":"g2"}]}"#))
    #expect(try await gateways.client.gateways().map(\.id) == ["g1", "g2"])
    #expect(
      gateways.transport.requests.map(\.target) == ["/v5/0123456789abcdef0123456789abcdef/vpn-gateways"])
  }

  @Test(
    arguments: [
      (#"{"vpn_connections":null}"#, 0), (#"{"vpn_connections":[]}"#, 0),
      (#"{"vpn_connections":{"id":"a"}}"#, 1),
    ])
  func `null is an empty list, one object is a list of one`(body: String, count: Int) async throws {
    #expect(try await Rig(.json(body)).client.connections().count == count)
  }

  @Test(
    arguments: [
      "{}", #"{"vpn_connections":3}"#, #"{"vpn_connections":[3]}"#, #"{"vpn_connections":[{"name":"x"}]}"#,
      #"{"vpn_connections":[{"id":""}]}"#, #"{"vpn_connections":"x"}"#,
    ])
  func `a list that is none is a bad answer`(body: String) async throws {
    let rig = try Rig(.json(body))
    let error = await #expect(throws: CloudError.self) { try await rig.client.connections() }
    #expect(error?.kind == .badAnswer)
  }
}
