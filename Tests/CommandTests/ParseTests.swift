import Foundation
import Testing

@Suite struct ParseTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  private func json(_ run: Finished) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
  }

  @Test func `the tree shows numbers, depth, objects and no key`() async throws {
    let run = try await site.run(["parse", "running.cfg"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.first == " 1 # [V300R022C00SPC100]")
    #expect(lines.contains("21   ike peer other   = ike-peer other"))
    #expect(lines.contains("24     ike-proposal 5   -> ike-proposal 5"))
    #expect(lines.contains { $0.hasPrefix(" 7 ? unknown-thing password <psk:") })
    #expect(lines.contains { $0.hasPrefix("23     pre-shared-key cipher <psk:") })
    // A key in a description is known only to those who have the key.
    #expect(!run.text.replacing("uplink of \(LocalSite.key)", with: "").contains("CANARY"))
  }

  @Test(arguments: [
    "crypto ikev2 profile P\n authentication remote pre-share key CANARY_1",
    "crypto ikev2 profile P\n authentication local pre-share key 0 CANARY_1",
    "snmp-server user u g remote 192.0.2.1 v3 auth sha CANARY_1 priv aes 256 CANARY_2",
    "aaa server radius dynamic-author\n client 192.0.2.1 vrf X server-key 7 CANARY_1",
    "interface GigabitEthernet1\n standby 1 authentication text CANARY_1",
    "interface GigabitEthernet1\n ipv6 ospf authentication ipsec spi 500 sha1 CANARY_1",
    "interface GigabitEthernet1\n glbp 1 authentication text CANARY_1",
    "router eigrp N\n address-family ipv4 autonomous-system 1\n  af-interface default\n   authentication mode hmac-sha-256 0 CANARY_1",
    "router ospf 1\n area 0 virtual-link 192.0.2.1 authentication message-digest message-digest-key 1 md5 CANARY_1",
    "router ospf 1\n area 1 authentication ipsec spi 256 md5 CANARY_1",
    "router isis\n domain-password CANARY_1", "archive\n path ftp://joe:CANARY_1@192.0.2.1/cfg",
    "banner motd ^C\nThe psk is CANARY_1\n^C", "!psk=CANARY_1",
  ])
  func `keys in lines beside the tunnels are hidden`(lines: String) async throws {
    for format in ["text", "json"] {
      let run = try await site.run(
        ["parse", "-", "--platform", "cisco-iosxe", "--format", format], input: Array("\(lines)\n".utf8))
      #expect(run.status == 0 && !LocalSite.leaks(run), "\(run.text)")
    }
  }

  @Test func `json is one document with the tree in it`() async throws {
    let run = try await site.run(["parse", "running.cfg", "--format", "json"])
    let document = try json(run)
    #expect(run.text.hasPrefix("{\"schema\":\"peerconf.tree/1\",\"tool\":\"peerconf\",\"version\":"))
    #expect(document["platform"] as? String == "huawei-ar")
    #expect(document["software_version"] as? String == "V300R022C00SPC100")
    let nodes = try #require(document["nodes"] as? [[String: Any]])
    let peer = try #require(nodes.first { $0["text"] as? String == "ike peer other" })
    #expect(peer["line"] as? Int == 21 && peer["kind"] as? String == "statement")
    #expect(peer["defines"] as? [String: String] == ["kind": "ike-peer", "name": "other"])
    let children = try #require(peer["children"] as? [[String: Any]])
    #expect(children.count == 4)
    #expect(children[2]["refers"] as? [[String: String]] == [["kind": "ike-proposal", "name": "5"]])
    #expect((children[1]["text"] as? String)?.hasPrefix("pre-shared-key cipher <psk:") == true)
    #expect(nodes.first { $0["line"] as? Int == 7 }?["known"] as? Bool == false)
    #expect(!run.text.replacing("uplink of \(LocalSite.key)", with: "").contains("CANARY"))
  }

  @Test(arguments: ["running", "latin", "windows", "endless", "empty", "nul", "tail"])
  func `print gives back every byte`(kind: String) async throws {
    let running = Array(LocalSite.running.utf8)
    let bytes: [UInt8] =
      switch kind {
      case "latin": running.map { $0 == UInt8(ascii: "w") ? 0xE9 : $0 }
      case "windows": Array(LocalSite.running.replacing("\n", with: "\r\n").utf8)
      case "endless": Array("header login information $\nnever ends \u{1B}[2J\n\tx".utf8)
      case "empty": []
      case "nul": [0, 0, 10, 0, 13, 13, 10, 35]
      case "tail": running + Array("  ---- More ----\u{8}\u{8}x".utf8)
      default: running
      }
    let run = try await site.run(["parse", "-", "--print", "--platform", "huawei-ar"], input: bytes)
    #expect(run.status == 0 && run.output == bytes, "\(run.errors)")
    let other = try await site.run(["parse", "-", "--print", "--platform", "cisco-iosxe"], input: bytes)
    #expect(other.output == bytes)
  }

  @Test func `stats count what is there and what nobody knows`() async throws {
    let run = try await site.run(["parse", "running.cfg", "--stats"])
    #expect(run.status == 0 && run.text.contains("lines        38\n"), "\(run.text)")
    #expect(run.text.contains("unmatched    1 (4.0 % of 25)\n") && run.text.contains("unmatched lines: 7\n"))
    let document = try json(await site.run(["parse", "running.cfg", "--stats", "--format", "json"]))
    #expect(document["schema"] as? String == "peerconf.tree-statistics/1")
    #expect(document["nodes"] as? Int == 38 && document["unmatched_lines"] as? [Int] == [7])
    #expect((document["kinds"] as? [String: Int])?["statement"] == 25)
  }

  @Test func `what no device writes is told, and cannot move the cursor`() async throws {
    let text = "sysname \u{1B}]0;title\u{7}\n#\nike peer a\n\u{0}\nheader login information $\nno end\n"
    let run = try await site.run(["parse", "-", "--platform", "huawei-ar"], input: Array(text.utf8))
    #expect(run.status == 0 && !run.text.contains("\u{1B}") && !run.text.contains("\u{7}"), "\(run.text)")
    #expect(
      run.errors.contains("config-nul-byte") && run.errors.contains("config-unterminated-text"),
      "\(run.errors)")
  }

  @Test func `hostile files end in one clear error`() async throws {
    for ((file, says), run) in try await site.each(
      LocalSite.hostile(in: site.folder), { ["parse", $0.file] })
    {
      #expect(run.status == 65 && run.text.isEmpty, "\(file): \(run.status)")
      #expect(run.errors.hasPrefix("peerconf: error: ") && run.errors.contains(says), "\(run.errors)")
    }
    let ambiguous = try await site.run(["parse", "ambiguous.cfg"])
    #expect(ambiguous.errors.contains("huawei-ar (score") && ambiguous.errors.contains("cisco-iosxe (score"))
    #expect(ambiguous.errors.contains("--platform"))
    #expect(try await site.run(["parse", "running.cfg", "--platform", "abacus"]).errors.contains("Known: "))
    for wrong in [["--print", "--stats"], ["--print", "--format", "json"], ["--format", "xml"]] {
      #expect(try await site.run(["parse", "running.cfg"] + wrong).status == 64)
    }
  }

  @Test func `more than 64 MiB or four million lines are refused`() async throws {
    let path = site.folder.path + "/huge.cfg"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.truncate(atOffset: 64 << 20 | 1)
    try handle.close()
    let run = try await site.run(["parse", "huge.cfg"])
    #expect(run.status == 65 && run.errors.contains("larger than 64 MiB"), "\(run.errors)")
    let lines = [UInt8](repeating: 0x0A, count: 4_000_001)
    let long = try await site.run(["parse", "-", "--platform", "huawei-ar"], input: lines)
    #expect(long.status == 65 && long.errors.contains("more than 4 million lines"), "\(long.errors)")
  }

  @Test func `waiting for stdin can be interrupted`() async throws {
    let run = try Running(
      Tool.path, ["parse", "-"], environment: Tool.cleanEnvironment, keepsInputOpen: true)
    try await Task.sleep(for: .milliseconds(700))
    run.interrupt()
    let end = try await run.finish(within: 20)
    #expect(end.status == 130 && end.errors.contains("interrupted"), "\(end.status) \(end.errors)")
  }

  @Test func `a workspace's own platform wins`() async throws {
    let builtin = try String(
      contentsOfFile: ReadmeTests.root + "/devices/platforms/huawei-ar.yaml", encoding: .utf8)
    let own = builtin.replacing(
      "      - {match: \"sysname {name}\", remove: undo sysname}",
      with:
        "      - {match: \"sysname {name}\", remove: undo sysname}\n      - {match: \"unknown-thing password {key}\", secret: key}"
    )
    try site.folder.write(own, to: "devices/platforms/huawei-ar.yaml")
    let run = try await site.run(["parse", "running.cfg", "--stats"])
    #expect(run.status == 0 && run.text.contains("unmatched    0\n"), "\(run.errors)")
    try site.folder.write(own + "\nsurprise: true\n", to: "devices/platforms/huawei-ar.yaml")
    let wrong = try await site.run(["parse", "running.cfg"])
    #expect(wrong.status == 65 && wrong.errors.contains("huawei-ar.yaml:"), "\(wrong.errors)")
  }

  @Test func `a wrong encoding is one warning of ours and none of a library's`() async throws {
    let folder = try Folder()
    let text =
      Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<opnsense>B".utf8) + [0x81]
      + Array("</opnsense>".utf8)
    try Data(text).write(to: URL(filePath: folder.path + "/config.xml"))
    let run = try await Tool.run(
      ["parse", "config.xml", "--platform", "opnsense", "--print"], in: folder.path)
    #expect(run.status == 0 && run.output == text, "\(run.errors)")
    #expect(run.errors.isEmpty, "\(run.errors)")
    let read = try await Tool.run(["parse", "config.xml", "--platform", "opnsense"], in: folder.path)
    #expect(read.status == 0 && read.errors.hasPrefix("config.xml:1: warning: "), "\(read.errors)")
    #expect(!read.errors.contains("xmlParseChunk"))
  }

  @Test func `both notations of a configuration have the same paths, and no key in clear`() async throws {
    let folder = try Folder()
    try folder.write(
      """
      version 22.4R3;
      system {
          host-name edge-1;
          root-authentication { encrypted-password "$6$CANARYsalt$hash"; ## SECRET-DATA
          }
      }
      interfaces { inactive: ge-0/0/1 { unit 0 { family inet { address 192.0.2.9/24; } } } }
      policy-options { policy-statement OUT { from protocol [ bgp static ]; then accept; } }
      security { ike { policy CLOUD { pre-shared-key ascii-text "$9$CANARYkey"; } } }

      """, to: "edge.conf")
    try folder.write(
      """
      set version 22.4R3
      set system host-name edge-1
      set system root-authentication encrypted-password "$6$CANARYsalt$hash"
      set interfaces ge-0/0/1 unit 0 family inet address 192.0.2.9/24
      deactivate interfaces ge-0/0/1
      set policy-options policy-statement OUT from protocol bgp
      set policy-options policy-statement OUT from protocol static
      set policy-options policy-statement OUT then accept
      set security ike policy CLOUD pre-shared-key ascii-text "$9$CANARYkey"

      """, to: "edge.set")
    let curly = try await Tool.run(["parse", "edge.conf", "--paths"], in: folder.path)
    let paths = try await Tool.run(["parse", "edge.set", "--paths"], in: folder.path)
    #expect(curly.status == 0 && curly.errors.isEmpty, "\(curly.errors)")
    #expect(
      curly.text == paths.text && !curly.text.contains("CANARY"), "\(curly.text)\(paths.text)\(paths.errors)")
    #expect(curly.text.contains("inactive: interfaces ge-0/0/1 unit 0 family inet address 192.0.2.9/24\n"))
    #expect(curly.text.contains("policy-options policy-statement OUT from protocol static\n"))
    let json = try await Tool.run(["parse", "edge.conf", "--paths", "--format", "json"], in: folder.path)
    #expect(json.text.contains("\"schema\": \"peerconf.paths/1\"") && !json.text.contains("CANARY"))
    try folder.write(LocalSite.running, to: "ar.cfg")
    let none = try await Tool.run(["parse", "ar.cfg", "--paths"], in: folder.path)
    #expect(none.status == 65 && none.errors.contains("have no paths"), "\(none.errors)")
    let both = try await Tool.run(["parse", "edge.conf", "--paths", "--stats"], in: folder.path)
    #expect(both.status == 64)
  }
}
