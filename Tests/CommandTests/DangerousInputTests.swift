import Foundation
import Testing

/// Inputs that would make a change harm a device or tell a key: each is refused, with the reason.
@Suite struct DangerousInputTests {
  static let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "GoldenTests")

  static func intent(_ platform: String, _ scenario: String = "static-one") -> String {
    goldens.appending(path: "Scenarios/\(platform)/\(scenario)/intent.json").path(percentEncoded: false)
  }

  static func base(_ platform: String) throws -> String {
    try String(contentsOf: goldens.appending(path: "Bases/\(platform).cfg"), encoding: .utf8)
  }

  static let key = [
    "PEERCONF_PSK_BERLIN_1": "Not-A-Real-Key_0001", "PEERCONF_PSK_BERLIN_2": "Not-A-Real-Key_0002",
  ]

  @Test(arguments: [
    ("strongswan", "Good1\"Key}x-NotReal"), ("strongswan", "0xDeadBeef1234567890"),
    ("fortinet-fortios", "Good1\"Key-NotReal"), ("cisco-asa", "Two Words-NotReal1"),
    ("h3c-comware", "Why?-NotReal-1"),
  ])
  func `a key that the device would not have is written nowhere`(_ platform: String, _ key: String)
    async throws
  {
    let folder = try Folder()
    try folder.write(try Self.base(platform), to: "running.cfg")
    let environment = ["PEERCONF_PSK_BERLIN_1": key]
    for arguments in [
      ["plan", "running.cfg", Self.intent(platform), "--platform", platform, "-o", "out"],
      ["render", Self.intent(platform), "-o", "out.cfg"],
    ] {
      let run = try await Tool.run(arguments, in: folder.path, environment: environment)
      #expect(run.status == 65, "\(run.errors)")
      #expect(run.errors.contains("env:PEERCONF_PSK_BERLIN_1") && !run.errors.contains(key))
    }
    #expect(folder.files.filter { !$0.hasPrefix(".peerconf") } == ["running.cfg"])
    let ticket = try await Tool.run(
      ["ticket", "create", Self.intent(platform), "--running", "running.cfg", "-o", "ticket"],
      in: folder.path, environment: environment)
    #expect(ticket.status == 3 && ticket.errors.contains("key-alphabet"), "\(ticket.errors)")
  }

  /// What a device has that the commands cannot be right beside.
  @Test(arguments: [
    (
      "vyos", "policy-two-ikev1", "object-taken",
      """
      set nat source rule 12 description 'others'
      set nat source rule 12 outbound-interface name 'eth0'
      set nat source rule 12 source address '10.50.0.0/16'
      set nat source rule 12 translation address 'masquerade'
      """
    ),
    ("vyos", "bgp-two", "second-of-a-kind", "set protocols bgp system-as '65099'\n"),
    ("vyos", "static-one", "companion-line", "set vpn ipsec ipsec-interfaces interface 'eth0'\n"),
    ("vyos", "bgp-two", "companion-line", "set protocols bgp 65010 neighbor 10.0.0.1 remote-as '65011'\n"),
    ("cisco-iosxe", "front-door-vrf", "reference-undefined", "interface GigabitEthernet0/0/0\n"),
    ("juniper-junos", "bgp-two", "second-of-a-kind", "set routing-options router-id 10.9.9.9\n"),
    (
      "paloalto-panos", "bgp-two", "second-of-a-kind",
      "set network virtual-router default protocol bgp local-as 65099\n"
    ),
    (
      "paloalto-panos", "bgp-two", "second-of-a-kind",
      "set network virtual-router default protocol bgp install-route no\n"
    ),
    ("paloalto-panos", "static-one", "part-unknown", "set vsys vsys1 zone a\nset vsys vsys2 zone b\n"),
    (
      "paloalto-panos", "virtual-system-static", "part-unknown",
      "set vsys vsys1 zone a\nset vsys vsys3 zone b\n"
    ),
    ("paloalto-panos", "static-one", "companion-line", "set vsys vsys1 zone a\nset vsys vsys2 zone b\n"),
    (
      "pfsense", "policy-one", "second-of-a-kind",
      "<pfsense><system><maxmss>1200</maxmss></system></pfsense>\n"
    ),
    (
      "pfsense", "static-one", "second-of-a-kind",
      "<pfsense><interfaces><opt901><if>igb2</if><descr>DMZ</descr></opt901></interfaces></pfsense>\n"
    ),
    (
      "mikrotik-routeros", "policy-one", "key-shared",
      "/ip ipsec peer\nadd name=pc-1 address=192.0.2.10/32\n/ip ipsec identity\nadd peer=pc-1 secret=a\nadd peer=pc-1 secret=b\n"
    ),
  ])
  func `what somebody else relies on stops the change`(
    _ platform: String, _ scenario: String, _ rule: String, _ running: String
  ) async throws {
    let folder = try Folder()
    try folder.write(running, to: "running.cfg")
    let run = try await Tool.run(
      ["plan", "running.cfg", Self.intent(platform, scenario), "--platform", platform], in: folder.path,
      environment: Self.key)
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.contains("[\(rule)]"), "\(run.errors)")
  }

  @Test func `a file that has lost its indentation gets no change`() async throws {
    let folder = try Folder()
    let flat = try Self.base("cisco-asa").split(separator: "\n").map { $0.drop { $0 == " " } }
    try folder.write(flat.joined(separator: "\n") + "\n", to: "running.cfg")
    for arguments in [
      ["plan", "running.cfg", Self.intent("cisco-asa")],
      ["ticket", "create", Self.intent("cisco-asa"), "--running", "running.cfg", "-o", "ticket"],
    ] {
      let run = try await Tool.run(
        arguments + ["--platform", "cisco-asa"], in: folder.path, environment: Self.key)
      #expect(run.status == 65 && run.errors.contains("not indented"), "\(run.errors)")
    }
  }

  @Test func `what a security context writes of itself is no placeholder`() async throws {
    let folder = try Folder()
    let base = try Self.base("cisco-asa")
    try folder.write("ASA Version 9.14(3)18 <context>\n" + base, to: "context.cfg")
    let run = try await Tool.run(
      ["validate", "context.cfg", "--platform", "cisco-asa"], in: folder.path)
    #expect(!run.errors.contains("placeholder-left") && !run.text.contains("placeholder-left"), "\(run.text)")
  }

  @Test func `a policy and a route of somebody else's with our numbers stop the change`() async throws {
    let folder = try Folder()
    let foreign = """
      config firewall policy
          edit 901
              set name "mail-in"
              set srcintf "wan1"
              set dstintf "internal"
              set action accept
              set srcaddr "all"
              set dstaddr "lan"
              set schedule "always"
              set service "SMTP"
          next
      end
      config router static
          edit 901
              set dst 10.50.0.0 255.255.0.0
              set gateway 10.20.0.254
              set device "internal"
          next
      end

      """
    try folder.write(try Self.base("fortinet-fortios") + foreign, to: "running.cfg")
    let run = try await Tool.run(
      ["plan", "running.cfg", Self.intent("fortinet-fortios")], in: folder.path, environment: Self.key)
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.components(separatedBy: "[object-taken]").count == 3, "\(run.errors)")
  }

  @Test func `a rollback never sets stars as a key`() async throws {
    let folder = try Folder()
    try folder.write(try Self.base("cisco-asa"), to: "base.cfg")
    let first = try await Tool.run(
      ["plan", "base.cfg", Self.intent("cisco-asa"), "-o", "first"], in: folder.path, environment: Self.key)
    #expect(first.status == 2, "\(first.errors)")
    let after = try await Tool.run(
      ["apply", "base.cfg", "first/apply.cfg", "--platform", "cisco-asa", "--show-keys"], in: folder.path)
    try folder.write(after.text.replacing("Not-A-Real-Key_0001", with: "*****"), to: "shown.cfg")
    let again = try await Tool.run(
      ["plan", "shown.cfg", Self.intent("cisco-asa"), "--keys", "set", "-o", "second"], in: folder.path,
      environment: Self.key)
    #expect(again.status == 3 && again.errors.contains("stars"), "\(again.errors)")
    #expect(!folder.exists("second/rollback.cfg"))
  }

  @Test func `a whole file that cannot be read to its end is not handed out`() async throws {
    let folder = try Folder()
    let base = try Self.base("strongswan")
    let place = try #require(base.range(of: "\n}\n\npools"))
    try folder.write(base.replacingCharacters(in: place, with: "\n\npools"), to: "running.conf")
    let run = try await Tool.run(
      ["plan", "running.conf", Self.intent("strongswan"), "--platform", "strongswan", "-o", "out"],
      in: folder.path, environment: Self.key)
    #expect(run.status == 3 && run.errors.contains("config-unbalanced"), "\(run.errors)")
    #expect(!folder.exists("out/apply.cfg"))
  }

  @Test(arguments: [
    ("strongswan", "secrets {\n  ike-1 {\n    secret = CANARYa CANARYb # a remark\n  }\n}\n"),
    ("strongswan", "secrets {\n  ike-1 {\n    secret = \"CANARYa\" \"CANARYb\"\n  }\n}\n"),
    ("strongswan", "secrets { ike-1 { secret = CANARYa CANARYb } }\n"),
    (
      "frr",
      "router bgp 65010\n neighbor 10.0.0.1 remote-as 65011\n neighbor 10.0.0.1 password CANARYa CANARYb\n"
    ),
  ])
  func `a key with blanks goes whole`(_ platform: String, _ text: String) async throws {
    let folder = try Folder()
    try folder.write(text, to: "running.cfg")
    for arguments in [
      ["secrets", "redact", "running.cfg", "--platform", platform],
      ["diff", "running.cfg", Self.intent(platform), "--platform", platform, "--format", "unified"],
      ["plan", "running.cfg", Self.intent(platform), "--platform", platform, "--format", "rollback"],
    ] {
      let run = try await Tool.run(arguments, in: folder.path, environment: Self.key)
      #expect(!run.text.contains("CANARY") && !run.errors.contains("CANARY"), "\(arguments[0]): \(run.text)")
      #expect(!run.text.isEmpty)
    }
  }
}
