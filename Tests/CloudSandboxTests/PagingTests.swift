import CloudSandbox
import OrderedJSON
import Testing

@Suite struct PagingTests {
  let caller = TestCaller()

  @Test(arguments: [1, 2, 3, 5, 13, 14, 15, 2_000])
  func `walking by markers gives every connection once, newest first`(limit: Int) async throws {
    var seen: [String] = []
    var marker: String?
    for _ in 0..<20 {
      let query = marker.map { "&marker=" + $0.replacing(":", with: "%3A").replacing("+", with: "%2B") } ?? ""
      let page = await caller.get("/vpn-connection?limit=\(limit)\(query)")
      let ids = page.ids("vpn_connections")
      #expect(page.json?["page_info"]?["current_count"]?.integer == ids.count)
      #expect(page.json?["total_count"] == 14)
      seen += ids
      guard ids.count == limit else { break }
      marker = page.json?["page_info"]?["next_marker"]?.string
      #expect(marker != nil)
    }
    #expect(seen.count == 14 && Set(seen).count == 14)
    #expect(seen.first?.hasSuffix("14") == true && seen.last?.hasSuffix("01") == true)
  }

  @Test func `the last page has a marker, an empty one has none`() async {
    let whole = await caller.get("/vpn-connection")
    #expect(whole.ids("vpn_connections").count == 14)
    #expect(whole.json?["page_info"]?["next_marker"] == "2026-03-04T05:06:07.089Z")
    let behind = await caller.get("/vpn-connection?marker=2026-03-04T05%3A06%3A07.089Z")
    #expect(behind.json?["vpn_connections"] == [])
    #expect(behind.json?["page_info"] == ["current_count": 0])
    let none = await caller.get("/vpn-connection?limit=0")
    #expect(none.json?["vpn_connections"] == [] && none.json?["total_count"] == 14)
  }

  @Test(arguments: ["limit=-1", "limit=2001", "limit=x", "limit=", "marker=yesterday", "marker="])
  func `a wrong limit or marker is invalid`(query: String) async {
    let answer = await caller.get("/vpn-connection?\(query)")
    #expect(answer.status == 400 && answer.code == "VPN.0001")
  }

  @Test func `a marker with an offset is the same moment`() async {
    let utc = await caller.get("/vpn-connection?marker=2026-03-07T00%3A00%3A02.500Z")
    let east = await caller.get("/vpn-connection?marker=2026-03-07T08%3A00%3A02.5%2B08%3A00")
    #expect(utc.ids("vpn_connections") == east.ids("vpn_connections"))
    #expect(utc.ids("vpn_connections").first?.hasSuffix("07") == true)
  }

  @Test(
    arguments: [
      ("vgw_id=b1000000-0000-4000-8000-000000000002", 4), ("vgw_ip=e1000000-0000-4000-8000-000000000002", 4),
      ("eip_id=e1000000-0000-4000-8000-000000000001", 5), ("vpn_id=5d000000-0000-4000-8000-000000000007", 1),
      ("enterprise_project_id=0", 14), ("enterprise_project_id=a", 0),
      ("enterprise_project_id=0&enterprise_project_id=a", 14), ("unknown=1", 14), ("vgw_ip=10.99.0.11", 1),
    ])
  func `filters choose, the total counts the project`(query: String, count: Int) async {
    let answer = await caller.get("/vpn-connection?\(query)")
    #expect(answer.ids("vpn_connections").count == count)
    #expect(answer.json?["total_count"] == 14)
  }

  @Test func `customer gateways page up to 200, gateways do not page`() async {
    let customers = await caller.get("/customer-gateways?limit=200")
    #expect(customers.ids("customer_gateways").count == 11 && customers.json?["total_count"] == 11)
    #expect(await caller.get("/customer-gateways?limit=201").status == 400)
    let one = await caller.get("/customer-gateways?limit=1")
    #expect(one.ids("customer_gateways") == ["c9000000-0000-4000-8000-000000000011"])
    let gateways = await caller.get("/vpn-gateways?limit=1")
    #expect(gateways.ids("vpn_gateways").count == 3 && gateways.json?["page_info"] == nil)
    let chosen = await caller.get("/vpn-gateways?vgw_id=b1000000-0000-4000-8000-000000000003")
    #expect(chosen.ids("vpn_gateways").count == 1)
  }
}
