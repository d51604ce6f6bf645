import ConfigTree

extension TestDialect {
  /// Separators `#` that close sections, negation `undo`.
  static func hashed() throws -> TestDialect {
    var syntax = IndentedSyntax()
    syntax.comments = ["#", "!"]
    syntax.resets = ["#"]
    syntax.closers = ["quit"]
    syntax.ends = ["return"]
    syntax.negation = "undo"
    syntax.exit = "quit"
    return try TestDialect("hashed", syntax, try proposals() + interfaces() + routing())
  }

  private static func proposals() throws -> [StatementRule] {
    [
      try rule("sysname {name}"),
      try rule("ipsec authentication sha2 compatible enable"),
      try rule("ip vpn-instance <name>", .owned, defines: ("vrf", "name")),
      try rule(
        "acl number <number:#>", .owned, defines: ("access-list", "number"),
        [
          try rule("description {text...}", removal: "undo description"),
          try rule("rule <number:#> {entry...}", removal: "undo rule <number>") {
            $0.replacement = .removeFirst
          },
        ]),
      try rule(
        "ipsec proposal <name>", .owned, defines: ("ipsec-proposal", "name"),
        [
          try rule("esp authentication-algorithm {word}", removal: "undo esp authentication-algorithm"),
          try rule("esp encryption-algorithm {word}", removal: "undo esp encryption-algorithm"),
        ]),
      try rule(
        "ike proposal <number>", .owned, defines: ("ike-proposal", "number"),
        [
          try rule("encryption-algorithm {words...}", removal: "undo encryption-algorithm"),
          try rule("dh {group}", removal: "undo dh"),
          try rule("sa duration {seconds}", removal: "undo sa duration"),
        ]
      ) { $0.defaults = ["sa duration 86400"] },
      try rule(
        "ike peer <name>", .owned, defines: ("ike-peer", "name"),
        [
          try rule("version <number:1|2>") { $0.negatable = true },
          try rule("pre-shared-key {form:simple|cipher} {key}", removal: "undo pre-shared-key") {
            $0.secrets = ["key"]
          },
          try rule("ike-proposal {number}", refers: ("ike-proposal", "number"), removal: "undo ike-proposal"),
          try rule("local-address {address}", removal: "undo local-address"),
          try rule("remote-address {address}", removal: "undo remote-address"),
        ]
      ) { $0.defaults = ["version 1", "version 2"] },
      try rule(
        "ipsec policy <name> <number:#> {kind:isakmp|manual}", .owned, defines: ("ipsec-policy", "name"),
        removal: "undo ipsec policy <name> <number>",
        [
          try rule("security acl {number}", refers: ("access-list", "number"), removal: "undo security acl"),
          try rule("ike-peer {name}", refers: ("ike-peer", "name"), removal: "undo ike-peer"),
          try rule("proposal {names...}", refers: ("ipsec-proposal", "names"), removal: "undo proposal"),
        ]
      ) { $0.replacement = .removeFirst },
      try rule(
        "ipsec profile <name>", .owned, defines: ("ipsec-profile", "name"),
        [
          try rule("ike-peer {name}", refers: ("ike-peer", "name"), removal: "undo ike-peer"),
          try rule("proposal {names...}", refers: ("ipsec-proposal", "names"), removal: "undo proposal"),
          try rule("pfs {group}", removal: "undo pfs"),
        ]),
    ]
  }

  private static func interfaces() throws -> [StatementRule] {
    let children = [
      try rule("description {text...}", removal: "undo description"),
      try rule("mtu {bytes}", removal: "undo mtu") { $0.replacement = .removeFirst },
      try rule("ip binding vpn-instance {name}", refers: ("vrf", "name")) { $0.wipes = ["ip address"] },
      try rule("ip address <address> <mask> sub"),
      try rule("ip address {address} {mask}"),
      try rule("tunnel-protocol {word}", removal: "undo tunnel-protocol"),
      try rule("source {address}", removal: "undo source"),
      try rule("destination {address}", removal: "undo destination"),
      try rule("ipsec profile {name}", refers: ("ipsec-profile", "name"), removal: "undo ipsec profile"),
      try rule("ipsec policy {name}", refers: ("ipsec-policy", "name"), removal: "undo ipsec policy") {
        $0.disruptive = "tunnels of the old policy go down"
      },
    ]
    return [
      try rule("interface <name:tunnel*>", .owned, defines: ("interface", "name"), children),
      try rule("interface <name>", .shared, defines: ("interface", "name"), children) {
        $0.removal = .impossible
      },
    ]
  }

  private static func routing() throws -> [StatementRule] {
    let family = try rule(
      "ipv4-family unicast", .shared,
      [
        try rule("network <address> <mask>"),
        try rule("peer <address> enable", refers: ("neighbor", "address")),
        try rule(
          "peer <address> route-policy {name} <direction:import|export>", refers: ("neighbor", "address")
        ) {
          $0.refers.append(.init(kind: "route-policy", captures: ["name"]))
        },
      ])
    return [
      try rule(
        "bgp <number:65001>", .shared,
        [
          try rule("router-id {address}"),
          try rule(
            "peer <address> as-number {number}", defines: ("neighbor", "address"),
            removal: "undo peer <address>"
          ) { $0.cascades = true },
          try rule("peer <address> timer {words...}", refers: ("neighbor", "address")),
          family,
        ]),
      try rule(
        "route-policy <name> {action:permit|deny} node <number:#>", .owned, defines: ("route-policy", "name"),
        removal: "undo route-policy <name> node <number>",
        [try rule("if-match ip-prefix {name}"), try rule("apply local-preference {number}")]),
      try rule(
        "ip route-static <network> <mask> <hop> [{rest...}]",
        removal: "undo ip route-static <network> <mask> <hop>"),
      try rule(
        "nqa test-instance <owner> <test>", .owned, defines: ("probe", "owner test"),
        [
          try rule("test-type {word}"), try rule("destination-address ipv4 {address}"),
          try rule("frequency {seconds}"),
        ]),
    ]
  }
}
