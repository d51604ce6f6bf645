package import Diagnostics
import Documents
import IPAddressing

extension Intent {
  /// What does not fit together in an intent whose members are each in range.
  ///
  /// ``read(_:source:)`` adds these with their places; whoever makes an intent otherwise asks here.
  package func remarks() -> [Finding] { consistency().all.map(\.finding) }

  func consistency() -> Remarks {
    let remarks = Remarks()
    checkTexts(remarks)
    let names = device.wan.map(\.name)
    for (place, wan) in device.wan.enumerated() where names[..<place].contains(wan.name) {
      remarks.error(
        "intent-duplicate", MemberPath().member("device").member("wan").item(place),
        "there is another line named \(wan.name)")
    }
    let list = MemberPath().member("connections")
    if connections.isEmpty { remarks.error("intent-incomplete", list, "the site has no connection") }
    for (place, connection) in connections.enumerated() {
      let path = list.item(place)
      for other in connections[..<place] where other.id == connection.id || other.name == connection.name {
        remarks.error(
          "intent-duplicate", path,
          "another connection has the id \(connection.id) or name \(connection.name)")
      }
      connection.check(path, wanNames: names, remarks)
    }
    return remarks
  }

  /// Texts of an intent that was not read from a document.
  private func checkTexts(_ remarks: Remarks) {
    func check(_ text: String?, _ form: TextForm, _ path: MemberPath) {
      guard let text, !form.accepts(text) else { return }
      remarks.error("intent-value", path, "the text cannot be used; expected \(form.expectation)")
    }
    let root = MemberPath()
    check(site, .site, root.member("site"))
    check(softwareVersion, .label, root.member("software_version"))
    check(device.hostname, .word, root.member("device").member("hostname"))
    check(device.lan.interface, .word, root.member("device").member("lan").member("interface"))
    for (place, wan) in device.wan.enumerated() {
      let path = root.member("device").member("wan").item(place)
      check(wan.name, .word, path.member("name"))
      check(wan.interface, .word, path.member("interface"))
      check(wan.vrf, .word, path.member("vrf"))
    }
    for (place, connection) in connections.enumerated() {
      let path = root.member("connections").item(place)
      check(connection.id, .word, path.member("id"))
      check(connection.name, .name, path.member("name"))
      for (side, end) in [("cloud", connection.cloud), ("device", connection.device)] {
        if case .fqdn(let name) = end.identity { check(name, .fqdn, path.member(side).member("identity")) }
      }
    }
  }
}

extension Connection {
  fileprivate func check(_ path: MemberPath, wanNames: [String], _ remarks: Remarks) {
    if let wan, !wanNames.contains(wan) {
      remarks.error(
        "intent-undefined", path.member("wan"), "device.wan has no line named \(wan)",
        remedy: wanNames.isEmpty ? nil : "There are \(wanNames.joined(separator: ", ")).")
    }
    if wan == nil, wanNames.count > 1 {
      remarks.error(
        "intent-incomplete", path.member("wan"),
        "the device has several lines; say which one carries the connection")
    }
    if cloud.address == nil {
      remarks.error(
        "intent-incomplete", path.member("cloud").member("address"), "the gateway's address is missing")
    }
    if device.address == nil, ike.version == .v1, ike.exchange == .main, device.identity == .any {
      remarks.error(
        "intent-combination", path.member("ike").member("exchange"),
        "in main mode the cloud finds the key by the device's address, and the line has none of its own",
        remedy: "Use IKEv2, or the device's public address as its identity.")
    }
    checkMode(path, remarks)
    checkIKE(path.member("ike"), remarks)
  }

  private func checkMode(_ path: MemberPath, _ remarks: Remarks) {
    func needs(_ isThere: Bool, _ place: MemberPath, _ what: String) {
      if !isThere { remarks.error("intent-incomplete", place, "mode \(mode.rawValue) needs \(what)") }
    }
    let cloudPath = path.member("cloud")
    let devicePath = path.member("device")
    if mode.hasTunnel {
      needs(cloud.inside != nil, cloudPath.member("inside"), "the cloud's inside address")
      needs(device.inside != nil, devicePath.member("inside"), "the device's inside address")
    }
    switch mode {
    case .static: needs(!cloud.subnets.isEmpty, cloudPath.member("subnets"), "the networks in the cloud")
    case .bgp:
      needs(cloud.bgpASN != nil, cloudPath.member("bgp_asn"), "the cloud's AS number")
      needs(device.bgpASN != nil, devicePath.member("bgp_asn"), "the device's AS number")
    case .policy: needs(!selectors.isEmpty, path.member("selectors"), "at least one pair of networks")
    }
    for (place, selector) in selectors.enumerated() where selector.cloud.family != selector.device.family {
      remarks.error(
        "intent-combination", path.member("selectors").item(place),
        "the two networks are of different families")
    }
    if mode != .static, probe {
      remarks.warning("intent-combination", path.member("probe"), "the cloud probes static connections only")
    }
  }

  private func checkIKE(_ path: MemberPath, _ remarks: Remarks) {
    switch ike.version {
    case .v1:
      if ike.exchange == nil {
        remarks.error("intent-incomplete", path.member("exchange"), "IKEv1 needs main or aggressive")
      }
      if ike.encryption.isAuthenticated {
        remarks.error(
          "intent-combination", path.member("encryption"), "IKEv1 cannot use \(ike.encryption.rawValue)",
          remedy: "The cloud takes GCM with IKEv2 only.")
      }
    case .v2:
      if ike.exchange != nil {
        remarks.warning(
          "intent-combination", path.member("exchange"), "IKEv2 has no such exchange; it is ignored")
      }
    }
  }
}
