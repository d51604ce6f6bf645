import ConfigTree
import Diagnostics
import PlatformModel
import Secrets
import Testing

@testable import TunnelReading

/// The rows of invented platforms, one mechanism at a time.
@Suite struct JoiningTests {
  /// A platform of the indented family with these rows.
  static func platform(
    _ tunnels: String, syntax: String = "{family: indented, comments: [\"!\"], negation: \"no\"}"
  ) throws -> Platform {
    let text = """
      id: invented
      name: Invented
      confidence: verified
      reads_only: true
      syntax: \(syntax)
      recognition: {lines: []}
      comments: {prefix: "! "}
      key_encodings: [{name: sealed, prefix: "$7$", kind: opaque}]
      vocabulary:
        ike-encryption: {words: {aes-128: aes, aes-256: aes 256}}
        ike-integrity: {words: {sha1: sha, sha2-256: sha256}}
      \(tunnels)
      """
    let file = try PlatformFile(yaml: Array(text.utf8), source: "invented.yaml")
    return try #require(file.platform, "\(file.findings.map(\.message))")
  }

  private func tunnels(_ rows: String, _ file: String, syntax: String? = nil) throws -> [Tunnel] {
    let platform =
      if let syntax { try Self.platform(rows, syntax: syntax) } else { try Self.platform(rows) }
    let document = platform.syntax.parse(Array(file.utf8), source: "file")
    return try TunnelReader(platform).read(document).tunnels
  }

  @Test func `names lead from the anchor to what belongs to it, and to nothing else`() throws {
    let tunnels = try tunnels(
      """
      tunnels:
        anchors: [{kind: route, in: "interface <interface>", line: "use {profile}"}]
        rows:
          - {in: profile <profile>, line: "peer {peer}"}
          - {in: peer <peer>, lines: ["address {peer-address}", "dpd {dpd-interval:#}"]}
      """,
      """
      interface t1
       use p1
      interface t2
       use p2
      profile p1
       peer a
      profile p2
       peer b
      peer a
       address 192.0.2.1
      peer b
       address 192.0.2.2
       dpd 10
      peer c
       address 192.0.2.3
      """)
    #expect(tunnels.map { $0.words("interface") } == [["t1"], ["t2"]])
    #expect(tunnels.map { $0.words("peer-address") } == [["192.0.2.1"], ["192.0.2.2"]])
    #expect(tunnels.map { $0.words("dpd-interval") } == [[], ["10"]])
    let value = try #require(tunnels[1][fact: "peer-address"].first)
    #expect(value.place == SourcePlace(source: "file", line: 12, column: 2))
    #expect(tunnels[0].place.line == 2 && tunnels[0].kind == "route")
  }

  @Test func `the first row counts, later ones and defaults fill gaps`() throws {
    let rows = """
      tunnels:
        anchors: [{kind: route, line: "tunnel <interface>"}]
        rows:
          - {in: tunnel <interface>, line: "dpd {dpd-interval:#}"}
          - {line: "dpd {dpd-interval:#}", default: "30"}
          - {in: tunnel <interface>, line: "mss {tcp-mss:#}", default: "1300"}
      """
    let own = try tunnels(rows, "tunnel a\n dpd 5\n mss 1200\ndpd 7\n")[0]
    #expect(own.words("dpd-interval") == ["5"] && own.words("tcp-mss") == ["1200"])
    let all = try tunnels(rows, "tunnel a\n x\ndpd 7\n")[0]
    #expect(all.words("dpd-interval") == ["7"] && all.words("tcp-mss") == ["1300"])
    let none = try tunnels(rows, "tunnel a\n x\n")[0]
    #expect(none.words("dpd-interval") == ["30"])
    #expect(none[fact: "dpd-interval"].map(\.isStandard) == [true])
  }

  @Test func `several proposals stay apart, each with its defaults`() throws {
    let tunnel = try tunnels(
      """
      tunnels:
        anchors: [{kind: route, line: "tunnel <interface> {proposal...}"}]
        rows:
          - in: proposal <proposal>
            lines:
              - "cipher {ike-encryption...}"
              - {line: "hash {ike-integrity}", default: sha1}
      """, "tunnel a p1 p2\nproposal p1\n cipher aes 256 aes\n hash sha256\nproposal p2\n cipher aes\n")[0]
    let records = tunnel.records(.ikeProposal)
    #expect(records.map(\.name) == ["p1", "p2"])
    #expect(records.map { $0.words("ike-encryption") } == [["aes-256", "aes-128"], ["aes-128"]])
    #expect(records.map { $0.words("ike-integrity") } == [["sha2-256"], ["sha1"]])
  }

  @Test func `lines beside a line must agree with it`() throws {
    let rows = """
      tunnels:
        anchors: [{kind: route, line: "tunnel <interface> {peer-address}"}]
        rows:
          - {in: "keys / peer {name}", line: "key {key}", with: "address <peer-address>", without: disabled}
      """
    let file = """
      tunnel a 192.0.2.1
      tunnel b 192.0.2.2
      tunnel c 192.0.2.3
      keys
       peer x
        address 192.0.2.1
        key first
       peer y
        key $7$sealed
        address 192.0.2.2
       peer z
        key third
        address 192.0.2.3
        disabled
      """
    let all = try tunnels(rows, file)
    let keys = all.map { $0[fact: "key"].compactMap(\.key) }
    #expect(keys.map(\.count) == [1, 1, 0])
    #expect(keys[0][0].secret.withExposedText { $0 } == "first" && keys[0][0].encoding == nil)
    #expect(keys[1][0].encoding == .opaque)
    #expect(!"\(all)".contains("first"))
  }

  @Test func `conditions, networks and what a name stands for`() throws {
    let tunnel = try tunnels(
      """
      tunnels:
        anchors: [{kind: policy, line: "tunnel <id> {ike-version}"}]
        rows:
          - {line: "mode <id> {ike-exchange}", when: {ike-version: "1"}}
          - {line: "inside <id> {address} {mask}", facts: {inside-address: [address, mask]}}
          - {each: true, line: "neighbor {bgp-neighbor} as {bgp-neighbor-asn}", within: {bgp-neighbor: inside-address}}
          - {each: true, line: "pair <id> {local} {remote}", facts: {selector-local: local}, lookup: object}
          - {line: "life <id> {ike-lifetime}", unit: duration}
          - {line: "other {dpd-interval}", unless: local}
        lookups:
          object:
            - {in: "object <name>", line: "net {value} {mask}", facts: {value: [value, mask]}}
            - {in: "group <name>", line: "object {member}"}
      """,
      """
      tunnel a 2
      mode a aggressive
      inside a 169.254.1.2 255.255.255.252
      neighbor 169.254.1.1 as 64512
      neighbor 10.0.0.1 as 65000
      pair a both 10.9.0.0/16
      object one
       net 10.1.0.0 255.255.0.0
      object two
       net 10.2.0.0 0.0.255.255
      group both
       object one
       object two
       object both
      life a 1d2h
      other 5
      """)[0]
    #expect(tunnel.words("ike-exchange") == [] && tunnel.words("inside-address") == ["169.254.1.2/30"])
    #expect(tunnel.records(.bgp).map { $0.words("bgp-neighbor-asn") } == [["64512"]])
    #expect(tunnel.records(.selector)[0].words("selector-local") == ["10.1.0.0/16", "10.2.0.0/16"])
    #expect(tunnel.words("ike-lifetime") == ["93600"] && tunnel.words("dpd-interval") == [])
  }

  @Test func `lists of proposals in one text`() throws {
    let tunnel = try tunnels(
      """
      tunnels:
        anchors: [{kind: route, line: "connections <interface> version {ike-version}"}]
        rows:
          - {line: "connections <interface> proposals {p}", facts: {ike-encryption: p, ike-integrity: p}, separator: ",", joiner: "-"}
      """, "connections {\n  gw {\n    version = 2\n    proposals = aes-sha256, aes-sha\n  }\n}\n",
      syntax: "{family: braces, comments: [\"#\"], assignment: \"=\", quotes: ['\"']}")[0]
    #expect(tunnel.words("interface") == ["gw"] && tunnel.words("ike-version") == ["2"])
    let records = tunnel.records(.ikeProposal)
    #expect(records.map { $0.words("ike-encryption") } == [["aes-128"], ["aes-128"]])
    #expect(records.map { $0.words("ike-integrity") } == [["sha2-256"], ["sha1"]])
  }

  @Test func `properties of path commands and elements of XML are lines`() throws {
    let menu = try tunnels(
      """
      tunnels:
        anchors: [{kind: route, in: "ip ipsec peer / add", line: "name {interface}", without: "disabled yes"}]
        rows:
          - {in: "ip ipsec peer / add", line: "address {peer-address}", with: "name <interface>"}
      """,
      "/ip ipsec peer\nadd address=192.0.2.1/32 name=\"a b\"\nadd disabled=yes name=c address=192.0.2.2\n"
        + "/ip ipsec peer add address=192.0.2.3 \\\n    name=d\n",
      syntax: "{family: path-commands, comments: [\"#\"], root: /, negation: remove, verbs: [add, set]}")
    #expect(menu.map { $0.words("interface") } == [["a b"], ["d"]])
    #expect(menu.map { $0.words("peer-address") } == [["192.0.2.1"], ["192.0.2.3"]])
    let xml = try tunnels(
      """
      tunnels:
        anchors: [{kind: policy, in: "pf / ipsec / phase2", line: "ikeid {ikeid}", without: disabled}]
        rows:
          - {in: "pf / ipsec / phase1", line: "remote-gateway {peer-address}", with: "ikeid <ikeid>"}
          - {in: "pf / ipsec / phase1", line: "key {key...}", with: "ikeid <ikeid>"}
      """,
      """
      <pf><ipsec>
      <phase1><ikeid>1</ikeid><remote-gateway>192.0.2.1</remote-gateway><key>a&amp;b c</key></phase1>
      <phase1><ikeid>2</ikeid><remote-gateway>192.0.2.2</remote-gateway></phase1>
      <phase2><ikeid>1</ikeid></phase2><phase2><ikeid>2</ikeid><disabled></disabled></phase2>
      </ipsec></pf>
      """, syntax: "{family: xml}")
    #expect(xml.map { $0.words("peer-address") } == [["192.0.2.1"]])
    #expect(xml[0][fact: "key"][0].key?.secret.withExposedText { $0 } == "a&b c")
    #expect(xml[0].place.address == "/pf/ipsec/phase2[1]/ikeid")
  }

  @Test func `mistakes in rows are told with their place`() throws {
    let rows = """
      tunnels:
        anchors: [{kind: route, line: "tunnel <interface>"}]
        rows:
          - {line: "x <interface> {y}", facts: {no-such-fact: z}, lookup: none, unit: fortnights}
      """
    let text =
      "id: a\nname: A\nconfidence: verified\nreads_only: true\nsyntax: {family: indented}\n"
      + "recognition: {lines: []}\ncomments: {prefix: \"!\"}\n\(rows)\n"
    let file = try PlatformFile(yaml: Array(text.utf8), source: "a.yaml")
    let messages = file.findings.map(\.message).joined(separator: "\n")
    for word in ["no-such-fact", "\"none\"", "fortnights", "\"z\""] {
      #expect(messages.contains(word), "\(messages)")
    }
    #expect(Set(file.findings.map { $0.place?.line }) == [11])
  }
}
