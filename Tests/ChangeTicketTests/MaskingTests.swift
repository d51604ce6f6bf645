import ConfigTree
import PlatformModel
import Redaction
import Secrets
import Testing

@testable import ChangeTicket

@Suite struct MaskingTests {
  private let mask = KeyMask(
    tagKey: TagKey(bytes: Array(repeating: 7, count: TagKey.size)), keys: [:])

  private func masked(_ text: String, mask: KeyMask? = nil) throws -> String {
    String(
      decoding: MaskedText.inPlace(try ExampleDevice().hidden(text), mask: mask ?? self.mask), as: UTF8.self)
  }

  @Test(arguments: [
    "ike-peer a\n key plain CANARY-1\n", "ike-peer a\n key encoded CANARY-1\r\n",
    "ike-peer a\n no key plain CANARY-1\n",
    "username admin password 5 CANARY-1\n", "snmp community CANARY-1 ro\n", "tacacs key 7 CANARY-1",
    "! old password CANARY-1\n", "line vty\n\tsecret: CANARY-1\n",
    "unknown pre-shared-key CANARY-1 CANARY-2\n", "!password CANARY-1\n", "! psk=CANARY-1\n",
    "!psk: CANARY-1\n", "! \"preshared\": \"CANARY-1\"\n", "area-password CANARY-1\n",
    "x _secret = CANARY-1\n",
    "copy ftp://joe:CANARY-1@192.0.2.1/file\n", "server-key 7 CANARY-1\n",
  ])
  func `a key is masked wherever the line shows that it holds one`(text: String) throws {
    let output = try masked(text)
    #expect(!output.contains("CANARY"))
    #expect(output.contains("<psk:"))
    #expect(
      output.split(separator: "\n", omittingEmptySubsequences: false).count
        == text.split(separator: "\n", omittingEmptySubsequences: false).count)
  }

  @Test(arguments: [
    "ike-peer a\n address 192.0.2.1\n", "interface key\n mss 1300\n", "acl password\n", "crypto key\n",
    "! a password\n", "copy ftp://joe@192.0.2.1/file\n", "no service password-encryption\n",
    "clock 10:00:00\n",
    "ike-proposal a\n integrity sha256\n",
  ])
  func `lines without a key stay byte for byte`(text: String) throws { #expect(try masked(text) == text) }

  @Test func `equal keys look equal, encoded or not, and different ones different`() throws {
    let key = try SecretReference(parsing: "env:K")
    let mask = KeyMask(
      tagKey: TagKey(bytes: Array(repeating: 7, count: TagKey.size)), keys: [key: Secret("CANARY-1")])
    let stand = try masked("ike-peer a\n key plain <psk:env:K>\n", mask: mask)
    #expect(stand == (try masked("ike-peer a\n key plain CANARY-1\n", mask: mask)))
    #expect(stand != (try masked("ike-peer a\n key plain CANARY-2\n", mask: mask)))
    #expect(try masked("ike-peer a\n key plain <psk:env:OTHER>\n", mask: mask).contains("<psk:env:OTHER>"))
    let bare = KeyMask(tagKey: nil)
    #expect(try masked("ike-peer a\n key plain CANARY-1\n", mask: bare).contains("<secret>"))
  }

  @Test func `in files for pasting a line with a key is a comment`() throws {
    let device = try ExampleDevice()
    let text = "ike-peer a\n address 192.0.2.1\n key plain CANARY-1\n"
    let output = MaskedText.commented(device.hidden(text), mask: mask, comments: device.platform.comments)
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(lines[1] == " address 192.0.2.1")
    #expect(lines[2].hasPrefix(" ! key plain <psk:"))
    // The device sees no key at all.
    let read = device.platform.syntax.parse(output, source: "x")
    #expect(read.nodes.filter { $0.isConfiguration }.count == 2)
  }

  @Test func `a key in a banner is masked, and no line of the banner can be pasted`() throws {
    let device = try ExampleDevice()
    guard case .indented(var indented) = device.platform.syntax else { return }
    indented.blobs = [.init(start: try StatementPattern(parsing: "banner"), ending: .delimiter)]
    let syntax = Syntax.indented(indented)
    let text =
      "banner %\nThe psk is CANARY-1\r\npassword: CANARY-2\nreload\n%\nsnmp community CANARY-3\n"
    var platform = device.platform
    platform.syntax = syntax
    let matched = device.grammar.match(syntax.parse(Array(text.utf8), source: "x"))
    let hidden = HiddenParts(matched, SecretScanner(platform))
    #expect(matched.document.nodes.contains { $0.kind == .blob })
    let shown = String(decoding: MaskedText.inPlace(hidden, mask: mask), as: UTF8.self)
    #expect(!shown.contains("CANARY") && shown.contains("\r\npassword: <psk:"), "\(shown)")
    let output = MaskedText.commented(hidden, mask: mask, comments: device.platform.comments)
    #expect(!String(decoding: output, as: UTF8.self).contains("CANARY"))
    #expect(!syntax.parse(output, source: "x").nodes.contains { $0.isConfiguration })
  }

  @Test func `the sieve takes known keys out of any text`() throws {
    let device = try ExampleDevice()
    let reference = try SecretReference(parsing: "env:K")
    let keys = [reference: Secret(#"CANARY"\1"#)]
    let mask = KeyMask(tagKey: TagKey(bytes: Array(repeating: 7, count: TagKey.size)), keys: keys)
    let files = [device.hidden("ike-peer a\n key encoded CANARY-ENC\n key plain short\n")]
    let sieve = KeySieve(files, keys: keys, mask: mask)
    let text = #"description CANARY"\1 {"x": "CANARY\"\\1"} CANARY-ENC, CANARY-ENCODED short"#
    let clean = String(decoding: sieve.clean(Array(text.utf8)), as: UTF8.self)
    #expect(!clean.contains("CANARY\"") && !clean.contains("CANARY\\") && !clean.contains("CANARY-ENC"))
    #expect(clean.hasSuffix(" short"), "a short word is no key that can be told from others")
  }
}
