import Foundation
import Testing

/// `secrets scan` and `secrets redact`.
final class SecretsTests: Sendable {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("", to: "peerconf.yaml")
    try folder.write(SecretsTests.switchFile, to: "nxos.cfg")
    try folder.write("note for everybody\nthe password is CANARY-plain-1\n", to: "plain.txt")
    try folder.write(SecretsTests.document, to: "firewall.xml")
  }

  private static let switchFile = """
    !Command: show running-config
    !Time: Mon Jan  5 10:00:00 2026
    version 9.3(8)
    hostname leaf
    feature bgp
    username admin password 5 $5$CANARY0$abcdefghijkl  role network-admin
    snmp-server community CANARY-one group network-operator
    ntp authentication-key 1 md5 CANARY-two 7
    router bgp 65000
      neighbor 192.0.2.1
        password 3 CANARYthree33
      neighbor 192.0.2.2
        password 3 CANARYthree33
    some-feature secret CANARY-four

    """

  private static let document = """
    <?xml version="1.0"?>
    <pfsense>
      <version>22.9</version>
      <system><user><bcrypt-hash>$2y$10$CANARY</bcrypt-hash></user></system>
      <ipsec><phase1><pre-shared-key>CANARY &amp; more</pre-shared-key></phase1></ipsec>
    </pfsense>

    """

  private func run(_ arguments: [String], input: [UInt8] = []) async throws -> Finished {
    try await Tool.run(["secrets"] + arguments, in: folder.path, input: input)
  }

  @Test func `scan tells place, kind, encoding and tag, never the value`() async throws {
    let run = try await run(["scan", "nxos.cfg"])
    #expect(run.status == 3 && !run.text.contains("CANARY") && !run.errors.contains("CANARY"), "\(run.text)")
    #expect(run.text.contains("nxos.cfg:6:27: note: the password <psk:"))
    #expect(
      run.text.contains("nxos.cfg:7:23: error: the community <psk:") && run.text.contains("[secret-in-clear]")
    )
    #expect(run.text.contains("nxos.cfg:8:30: warning: the authentication-key <psk:"))
    #expect(run.text.contains("nxos.cfg:14:21: warning: this looks like a password <psk:"))
    #expect(run.text.contains("[secret-reversible]") && run.text.contains("[secret-not-in-table]"))
    let tags = run.text.matches(of: #/nxos.cfg:1[13]:16: .*(<psk:[0-9a-f]{10}>)/#).map(\.output.1)
    #expect(tags.count == 2 && tags.first == tags.last, "equal secrets have equal tags")
    #expect(run.errors.contains("peerconf: 1 error, 4 warnings, 1 note"), "\(run.errors)")
    #expect(try await self.run(["scan", "nxos.cfg", "--exit-zero"]).status == 0)
    #expect(try await self.run(["scan", "nxos.cfg", "--fail-on", "never"]).status == 0)
  }

  @Test func `scan writes one JSON document, and SARIF`() async throws {
    let run = try await run(["scan", "nxos.cfg", "firewall.xml", "--format", "json"])
    #expect(
      run.status == 3
        && run.text.hasPrefix("{\n  \"schema\": \"peerconf.secrets/1\",\n  \"tool\": \"peerconf\""))
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let files = try #require(document["files"] as? [[String: Any]])
    #expect(files.map { $0["platform"] as? String } == ["cisco-nxos", "pfsense"])
    let secrets = try #require(files[0]["secrets"] as? [[String: Any]])
    #expect(
      secrets.map { $0["kind"] as? String } == [
        "password", "community", "authentication-key", "authentication-key", "authentication-key", "password",
      ])
    #expect(
      secrets.map { $0["encoding"] as? String } == [
        "hash", "clear", "obfuscated", "obfuscated", "obfuscated", "clear",
      ])
    #expect(secrets.map { $0["in_table"] as? Bool } == [true, true, true, true, true, false])
    #expect(secrets[3]["tag"] as? String == secrets[4]["tag"] as? String)
    #expect(secrets[1]["confidence"] as? String == "verified" && !run.text.contains("CANARY"))
    let sarif = try await self.run(["scan", "firewall.xml", "--format", "sarif"])
    #expect(sarif.text.contains("\"version\": \"2.1.0\"") && sarif.text.contains("secret-in-clear"))
    #expect(!sarif.text.contains("CANARY"))
  }

  @Test func `redact keeps every other byte and changes nothing twice`() async throws {
    let run = try await run(["redact", "nxos.cfg"])
    #expect(run.status == 0 && run.errors.isEmpty && !run.text.contains("CANARY"), "\(run.text)")
    let tag = #/<psk:[0-9a-f]{10}>/#
    let expected = Self.switchFile.split(separator: "\n").map { line in
      line.split(separator: " ").map { $0.contains("CANARY") ? "TAG" : String($0) }.joined(separator: " ")
    }
    let actual = run.text.replacing(tag, with: "TAG").split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    #expect(actual == expected)
    let again = try await self.run(["redact", "-", "--platform", "cisco-nxos"], input: run.output)
    #expect(again.output == run.output && again.status == 0)
    let written = try await self.run(["redact", "nxos.cfg", "-o", "shared.cfg"])
    #expect(written.text.isEmpty && written.errors.contains("shared.cfg: 6 secrets taken out"))
    #expect(try Array(folder.bytes("shared.cfg")) == run.output)
    #expect(try await self.run(["scan", "shared.cfg", "--fail-on", "note"]).status == 0)
  }

  @Test func `a redacted document is still well-formed`() async throws {
    let run = try await run(["redact", "firewall.xml"])
    #expect(run.text.contains("<pre-shared-key>&lt;psk:") && !run.text.contains("CANARY"), "\(run.text)")
    try folder.write(run.text, to: "redacted.xml")
    let parsed = try await Tool.run(["parse", "redacted.xml", "--stats"], in: folder.path)
    #expect(parsed.status == 0 && parsed.text.contains(#/notes +0/#), "\(parsed.text)")
    #expect(try await self.run(["redact", "redacted.xml"]).text == run.text)
  }

  @Test func `a file of no known platform goes through the net, with a note`() async throws {
    let run = try await run(["redact", "plain.txt"])
    #expect(run.status == 0 && run.errors.contains("plain.txt: the platform is not known"), "\(run.errors)")
    #expect(run.text.hasPrefix("note for everybody\nthe password is <psk:") && !run.text.contains("CANARY"))
    #expect(try await self.run(["scan", "plain.txt"]).status == 0)
    #expect(try await self.run(["scan", "plain.txt", "--fail-on", "warning"]).status == 3)
    let empty = try await self.run(["redact", "-"])
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.isEmpty)
  }

  @Test func `what is wrong ends with its own code`() async throws {
    for (arguments, status) in [
      (["scan"], 64), (["redact"], 64), (["scan", "-", "-"], 64), (["redact", "missing.cfg"], 65),
      (["scan", "nxos.cfg", "missing.cfg"], 65), (["scan", "nxos.cfg", "--platform", "abacus"], 65),
      (["redact", "nxos.cfg", "-o", "no/such/folder/x.cfg"], 65),
      (["scan", "nxos.cfg", "--format", "xml"], 64),
      (["redact", "nxos.cfg", "--notation", "verse"], 65),
    ] {
      let run = try await run(arguments)
      #expect(run.status == Int32(status) && run.text.isEmpty, "\(arguments): \(run.status) \(run.errors)")
      #expect(!run.errors.contains("CANARY"))
    }
    let help = try await run(["redact", "--help"])
    #expect(help.status == 0 && help.text.contains("peerconf secrets redact running.cfg -o shared.cfg"))
  }
}
