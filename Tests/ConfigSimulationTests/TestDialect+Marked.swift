import ConfigTree

extension TestDialect {
  /// Separators `!`, negation `no`, closers of address families.
  static func marked() throws -> TestDialect {
    var syntax = IndentedSyntax()
    syntax.closers = ["exit", "exit-address-family"]
    syntax.ends = ["end"]
    syntax.noise = ["Building configuration*"]
    syntax.blobs = [.init(start: try StatementPattern(parsing: "banner login|motd"), ending: .delimiter)]
    return try TestDialect("marked", syntax, try proposals() + interfaces() + lists() + routing())
  }

  private static func proposals() throws -> [StatementRule] {
    let peer = try rule(
      "peer <name>", .owned,
      [
        try rule("address {address}"),
        try rule("pre-shared-key [{type:#}] {key}", removal: "no pre-shared-key") { $0.secrets = ["key"] },
      ])
    return [
      try rule("hostname {name}"),
      try rule("vrf definition <name>", .owned, defines: ("vrf", "name"), [try rule("rd {rd}")]),
      try rule(
        "crypto ikev2 proposal <name>", .owned, defines: ("ike-proposal", "name"),
        [try rule("encryption {words...}"), try rule("integrity {words...}"), try rule("group {words...}")]),
      try rule(
        "crypto ikev2 policy <name>", .owned, defines: ("ike-policy", "name"),
        [
          try rule("match address local {address}"),
          try rule("proposal {names...}", refers: ("ike-proposal", "names")),
        ]),
      try rule("crypto ikev2 keyring <name>", .owned, defines: ("keyring", "name"), [peer]),
      try rule(
        "crypto ikev2 profile <name>", .owned, defines: ("ike-profile", "name"),
        [
          try rule("match identity remote address <address> <mask>"),
          try rule("identity local address {address}"),
          try rule("authentication remote {how}"), try rule("authentication local {how}"),
          try rule("keyring local {name}", refers: ("keyring", "name")), try rule("lifetime {seconds}"),
          try rule("dpd {interval} {retry} {mode:periodic|on-demand}", removal: "no dpd"),
        ]),
      try rule(
        "crypto ipsec transform-set <name> {words...}", .owned, defines: ("transform-set", "name"),
        removal: "no crypto ipsec transform-set <name>", [try rule("mode {mode}")]
      ) { $0.defaults = ["mode tunnel"] },
      try rule(
        "crypto ipsec profile <name>", .owned, defines: ("ipsec-profile", "name"),
        [
          try rule("set security-association lifetime seconds {seconds}"),
          try rule("set transform-set {names...}", refers: ("transform-set", "names")),
          try rule("set pfs {group}"),
          try rule("set ikev2-profile {name}", refers: ("ike-profile", "name")),
        ]),
    ]
  }

  private static func interfaces() throws -> [StatementRule] {
    let children = [
      try rule("description {text...}", removal: "no description"),
      try rule("vrf forwarding {name}", refers: ("vrf", "name")) { $0.wipes = ["ip address"] },
      try rule("ip address <address> <mask> secondary"),
      try rule("ip address {address} {mask}", removal: "no ip address") {
        $0.negatable = true
        $0.disruptive = "the interface changes its address"
      },
      try rule("ip access-group {name} <direction:in|out>", refers: ("access-list", "name")),
      try rule("ip mtu {bytes}"), try rule("ip tcp adjust-mss {bytes}"),
      try rule("shutdown") { $0.negatable = true },
      try rule("tunnel source {name}", refers: ("interface", "name")), try rule("tunnel mode {words...}"),
      try rule("tunnel destination {address}"),
      try rule("tunnel protection ipsec profile {name}", refers: ("ipsec-profile", "name")),
    ]
    return [
      try rule("interface <name:tunnel*|loopback*>", .owned, defines: ("interface", "name"), children) {
        $0.defaults = ["no shutdown"]
      },
      try rule("interface <name>", .shared, defines: ("interface", "name"), children) {
        $0.removal = .impossible
        $0.defaults = ["no shutdown"]
      },
    ]
  }

  private static func lists() throws -> [StatementRule] {
    [
      try rule(
        "ip access-list extended <name>", .owned, defines: ("access-list", "name"),
        [
          try rule("[{number:#}] <action:permit|deny|remark> <what...>") {
            $0.ordered = true
            $0.sequence = "number"
          }
        ]),
      try rule(
        "ip prefix-list <name> seq <number:#> {entry...}", defines: ("prefix-list", "name"),
        removal: "no ip prefix-list <name> seq <number>"
      ) { $0.replacement = .removeFirst },
      try rule(
        "route-map <name> {action:permit|deny} <number:#>", .owned, defines: ("route-map", "name"),
        removal: "no route-map <name> <number>",
        [
          try rule("match ip address prefix-list {names...}", refers: ("prefix-list", "names")),
          try rule("set local-preference {number}"),
        ]),
    ]
  }

  private static func routing() throws -> [StatementRule] {
    let family = try rule(
      "address-family ipv4", .shared,
      [
        try rule("neighbor <address> activate", refers: ("neighbor", "address")),
        try rule("neighbor <address> route-map {name} <direction:in|out>", refers: ("neighbor", "address")) {
          $0.refers.append(.init(kind: "route-map", captures: ["name"]))
        },
        try rule("network <address> [mask <mask>]"),
      ]
    ) { $0.closer = "exit-address-family" }
    return [
      try rule(
        "router bgp <number:65001>", .shared,
        [
          try rule("bgp router-id {address}"),
          try rule("neighbor <address> remote-as {number}", defines: ("neighbor", "address")) {
            $0.cascades = true
          },
          try rule(
            "neighbor <address> description {text...}", refers: ("neighbor", "address"),
            removal: "no neighbor <address> description"),
          try rule("neighbor <address> timers {words...}", refers: ("neighbor", "address")),
          family,
        ]),
      try rule("ip route <network> <mask> <hop> [{rest...}]", removal: "no ip route <network> <mask> <hop>"),
      try rule(
        "ip sla schedule <number:#> {words...}", refers: ("probe", "number"),
        removal: "no ip sla schedule <number>"),
      try rule(
        "ip sla <number:#>", .owned, defines: ("probe", "number"),
        [try rule("icmp-echo {words...}"), try rule("frequency {seconds}")]),
    ]
  }
}
