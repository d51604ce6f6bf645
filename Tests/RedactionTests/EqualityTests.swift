import PlatformModel
import Platforms
import Redaction
import Secrets
import Testing

/// Tags: equal secrets look equal, different ones do not, and nobody without the key can try guesses.
struct EqualityTests {
  @Test func `equal secrets have equal tags over places, files and platforms`() throws {
    let router = try Redacting.platform("cisco-iosxe")
    let firewall = try Redacting.platform("pfsense")
    let lines = Redacting.redact(
      "snmp-server community shared1 RO\nsnmp-server community other22 RW\nenable password shared1\nx secret shared1\n",
      router)
    let document = Redacting.redact("<a><rocommunity>shared1</rocommunity></a>", firewall)
    let tags = lines.matches(of: #/<psk:([0-9a-f]{10})>/#).map(\.output.1)
    try #require(tags.count == 4)
    #expect(tags[0] == tags[2] && tags[0] == tags[3] && tags[0] != tags[1])
    #expect(document == "<a><rocommunity>&lt;psk:\(tags[0])&gt;</rocommunity></a>")
  }

  @Test func `the tag is the one that everything else shows for the key`() throws {
    let key = try #require(TagKey(bytes: Array(repeating: 7, count: TagKey.size)))
    let tag = KeyTag(of: Secret("Pa55-phräse"), under: key)
    #expect(Redacting.redact("x password Pa55-phräse\n", nil) == "x password \(tag)\n")
  }

  @Test func `another key gives other tags`() throws {
    let bytes = Array("x password abcdef\n".utf8)
    let hits = SecretScanner(nil).scan(bytes)
    let other = try #require(TagKey(bytes: Array(repeating: 8, count: TagKey.size)))
    let first = Redacting.redactor.redacted(bytes, hits)
    #expect(
      first != Redactor(under: other).redacted(bytes, hits)
        && first == Redacting.redactor.redacted(bytes, hits))
  }

  @Test func `thousands of secrets have different tags`() {
    let text = (0..<5000).map { "password k\($0)-x\n" }.joined()
    let tags = Redacting.redact(text, nil).split(separator: "\n")
    #expect(tags.count == 5000 && Set(tags).count == 5000)
  }

  @Test func `encodings are told apart`() throws {
    func encodings(_ text: String, _ id: String) throws -> [String] {
      let scanner = SecretScanner(try Redacting.platform(id))
      let found = scanner.scan(Array(text.utf8)).map { $0.encoding.rawValue }
      return found
    }
    #expect(
      try encodings(
        """
        enable secret 5 $1$abcd$efgh
        enable password 7 0822455D0A16
        enable password 0 abcdef
        username a secret 9 $9$abcdefgh
        username a password 0 xyzzy1
        crypto isakmp key 6 QWERTY address 192.0.2.1
        snmp-server community abc RO
        """, "cisco-iosxe")
        == ["hash", "obfuscated", "clear", "hash", "clear", "encrypted", "clear"])
    #expect(
      try encodings(
        """
        ike peer a
         pre-shared-key cipher %^%#abcdefghijkl%^%#
         pre-shared-key simple abcdef
        aaa
         local-user a password irreversible-cipher $1a$abcd$efgh$
        """, "huawei-ar") == ["encrypted", "clear", "hash"])
    #expect(
      try encodings(
        "config vpn ipsec phase1\nedit a\nset psksecret ENC abc=\nset psksecret \"abc\"\nnext\nend\n",
        "fortinet-fortios") == ["encrypted", "clear"])
    #expect(try encodings("<user><bcrypt-hash>$2y$10$abcdefgh</bcrypt-hash></user>", "opnsense") == ["hash"])
    #expect(
      try encodings("password hash $h$6$abcdefgh==\npassword cipher $c$3$abcdefgh\n", "h3c-comware")
        == ["hash", "encrypted"])
  }
}
