package import Diagnostics
package import Documents
package import OrderedJSON

/// Drafts read from a document, and everything that is to say about them.
package struct ConnectionDrafts: Sendable {
  /// Empty where an error makes them unusable.
  package var drafts: [ConnectionDraft]
  package var findings: [Finding]

  /// Which request the document is for.
  package enum Purpose: Sendable {
    case create, update, batch
  }

  /// Reads the API's own request: `{"vpn_connection": {…}}`, or `{"vpn_connections": […]}` for a batch, or what stands
  /// inside of it; the key is a reference.
  package init(_ document: DocumentText, for purpose: Purpose) {
    self.init(document.json, for: purpose, places: document.places)
  }

  /// The same for members that come from elsewhere than a document; `places` says where each is.
  package init(
    _ json: JSON, for purpose: Purpose, places: ([MemberPath]) -> [SourcePlace]
  ) {
    let wrapper = purpose == .batch ? "vpn_connections" : "vpn_connection"
    let isWrapped = json[wrapper] != nil
    let path = isWrapped ? MemberPath().member(wrapper) : MemberPath()
    let content = json[wrapper] ?? json
    var reader = DraftReader(isUpdate: purpose == .update)
    var drafts: [ConnectionDraft] = []
    if let schema = json["schema"]?.string {
      reader.remarks.error(
        "connection-type", MemberPath().member("schema"),
        "this is a document of another kind, \(PrintableText.line(schema, limit: 40, hiding: []))",
        remedy: "Give the members of the API: vgw_id, vgw_ip, cgw_id, peer_subnets, psk and others.")
    } else if let other = ["vpn_connection", "vpn_connections"].first(where: {
      $0 != wrapper && json[$0] != nil
    }) {
      reader.remarks.error(
        "connection-type", MemberPath().member(other),
        purpose == .batch
          ? "this is a request for one connection" : "this is a request for several connections",
        remedy: purpose == .batch ? "Use `create`, or give a list." : "Use `batch-create`.")
    } else if purpose == .batch {
      drafts = ConnectionDrafts.batch(content, at: path, &reader)
    } else {
      drafts = reader.draft(content, at: path).map { [$0] } ?? []
    }
    if isWrapped {
      for member in json.object?.members ?? [] where member.name != wrapper {
        reader.remarks.warning(
          "connection-unknown-member", MemberPath().member(member.name),
          "what stands beside \(wrapper) is not sent")
      }
    }
    let all = reader.remarks.all
    findings = zip(all, places(all.map(\.path))).map { remark, place in
      var finding = remark.finding
      finding.place = place
      return finding
    }
    self.drafts = findings.contains { $0.severity == .error } ? [] : drafts
  }

  private static func batch(
    _ content: JSON, at path: MemberPath, _ reader: inout DraftReader
  ) -> [ConnectionDraft] {
    guard let items = content.array else {
      reader.remarks.error(
        "connection-type", path, "expected a list of one or two connections",
        remedy: "Write vpn_connections: with a list, or the list alone.")
      return []
    }
    guard (1...2).contains(items.count) else {
      reader.remarks.error(
        "connection-range", path, "there are \(items.count) connections",
        remedy: "The cloud takes one or two in one request.")
      return []
    }
    var drafts: [ConnectionDraft] = []
    for (place, item) in items.enumerated() {
      if let draft = reader.draft(item, at: path.item(place)) { drafts.append(draft) }
    }
    guard drafts.count == 2 else { return drafts }
    if let first = drafts[0].gatewayID, let second = drafts[1].gatewayID, first != second {
      reader.remarks.error(
        "connection-value", path.item(1).member("vgw_id"), "the two connections have different gateways",
        remedy: "Give both the same vgw_id, or create them one after the other.")
    }
    if ["vgw_ip", "cgw_id"].allSatisfy({ drafts[0].members[$0] == drafts[1].members[$0] }) {
      reader.remarks.warning(
        "connection-unverified", path.item(1).member("vgw_ip"),
        "both connections go from the same address of the gateway to the same customer gateway",
        remedy: "Usually the second has the gateway's other address.")
    }
    return drafts
  }
}
