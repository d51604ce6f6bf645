import Foundation
import Testing

@Suite struct RenderTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  @Test func `stdout has the configuration, its key line a comment with a tag`() async throws {
    let run = try await site.run(["render", "berlin.yaml"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("ike peer pc_peer1\n") && run.text.contains(" remote-address 192.0.2.10\n"))
    #expect(run.text.contains(/\n # pre-shared-key cipher <psk:[0-9a-f]{10}>\n/))
    #expect(!LocalSite.leaks(run))
    #expect(try site.leakingFiles() == [])
    #expect(try site.folder.mode(".peerconf/tag.key") == 0o600)
    // The same key under the same tag key: byte for byte the same.
    #expect(try await site.run(["render", "berlin.yaml"]).output == run.output)
  }

  @Test func `a key that is not at hand shows where it is kept, and nothing is made for it`() async throws {
    let run = try await site.run(["render", "berlin.yaml"], withKey: false)
    #expect(run.status == 0 && run.text.contains(" # pre-shared-key cipher <psk:env:PEERCONF_PSK_BERLIN>\n"))
  }

  @Test func `o writes a runnable file for its owner only`() async throws {
    let run = try await site.run(["render", "berlin.yaml", "-o", "berlin.cfg"])
    #expect(run.status == 0 && run.text.isEmpty && !LocalSite.leaks(run), "\(run.errors)")
    #expect(try site.folder.mode("berlin.cfg") == 0o600)
    #expect(try site.folder.text("berlin.cfg").contains("\n pre-shared-key cipher \(LocalSite.key)\n"))
    let shown = try await site.run(["render", "berlin.yaml", "--show-keys"])
    #expect(shown.output == Array(try site.folder.bytes("berlin.cfg")))
  }

  @Test(arguments: [["-o", "berlin.cfg"], ["--show-keys"]])
  func `a key that does not resolve is an error and nothing is written`(options: [String]) async throws {
    let run = try await site.run(["render", "berlin.yaml"] + options, withKey: false)
    #expect(run.status == 65 && run.text.isEmpty)
    #expect(run.errors.contains("no key from env:PEERCONF_PSK_BERLIN"), "\(run.errors)")
    #expect(site.folder.files == ["berlin.yaml", "running.cfg"])
  }

  @Test func `numbers, the platform and stdin`() async throws {
    let intent = Array(LocalSite.intent.utf8)
    let numbered = try await site.run(
      ["render", "-", "--number", "tunnel=7", "--number", "ike-proposal=21"], input: intent)
    #expect(numbered.text.contains("interface Tunnel0/0/7\n") && numbered.text.contains("ike proposal 21\n"))
    let other = try await site.run(["render", "-", "--platform", "cisco-iosxe"], input: intent)
    #expect(other.status == 0 && other.text.contains("crypto ikev2 "), "\(other.errors)")
    #expect(!LocalSite.leaks(other))
    let unknown = try await site.run(["render", "berlin.yaml", "--number", "moons=3"])
    #expect(unknown.status == 65 && unknown.errors.contains("Known are acl,"), "\(unknown.errors)")
    for wrong in ["tunnel", "tunnel=", "tunnel=x", "tunnel=-1"] {
      #expect(try await site.run(["render", "berlin.yaml", "--number", wrong]).status == 64)
    }
  }

  @Test func `an intent that the device cannot express ends with findings`() async throws {
    try site.folder.write(
      LocalSite.intent.replacing("device:\n  wan:", with: "device:\n  numbers: {tunnel: 900000}\n  wan:"),
      to: "number.yaml")
    try site.folder.write(
      LocalSite.intent.replacing("mode: static", with: "mode: sideways"), to: "wrong.yaml")
    try site.folder.write(
      LocalSite.intent.replacing("interface: GigabitEthernet0/0/8, ", with: ""), to: "gap.yaml")
    for (name, run) in try await site.each(
      ["number.yaml", "wrong.yaml", "gap.yaml"], { ["render", $0, "-o", "out.cfg"] })
    {
      #expect(run.status == 3 && run.text.isEmpty && run.errors.contains("error: "), "\(name): \(run.errors)")
      #expect(run.errors.contains(name))
    }
    #expect(!site.folder.exists("out.cfg"))
  }

  @Test func `bad input is 65 with a remedy`() async throws {
    try site.folder.write("{\"schema\": \"peerconf.intent/1\", ", to: "broken.json")
    try site.folder.write(LocalSite.intent.replacing("platform: huawei-ar\n", with: ""), to: "nameless.yaml")
    let cases: [([String], String)] = [
      (["broken.json"], "broken.json:1"), (["nameless.yaml"], "--platform"), (["."], "is a directory"),
      (["missing.json"], "cannot read missing.json"), (["berlin.yaml", "--platform", "abacus"], "Known: "),
      (["berlin.yaml", "-o", "nowhere/out.cfg"], "nowhere/out.cfg"),
    ]
    for ((arguments, says), run) in try await site.each(cases, { ["render"] + $0.0 }) {
      #expect([65, 1].contains(run.status) && run.text.isEmpty, "\(arguments): \(run.status)")
      #expect(run.errors.contains(says), "\(run.errors)")
    }
    #expect(try await site.run(["render", "berlin.yaml", "-o", "-"]).status == 64)
    #expect(try await site.run(["render", "berlin.yaml", "--software-version", "new"]).status == 64)
  }

  @Test func `a workspace's template wins, and its mistakes have a place`() async throws {
    try site.folder.write("{{ nowhere }}", to: "templates/huawei-ar/routes.j2")
    let wrong = try await site.run(["render", "berlin.yaml"])
    #expect(
      wrong.status == 65 && wrong.errors.contains("templates/huawei-ar/routes.j2:1:4"), "\(wrong.errors)")
    try site.folder.write("ip route-static 10.9.9.0 24 NULL0\n", to: "templates/huawei-ar/routes.j2")
    let own = try await site.run(["render", "berlin.yaml"])
    #expect(own.status == 0 && own.text.hasSuffix("ip route-static 10.9.9.0 24 NULL0\n"), "\(own.errors)")
  }

  @Test func `a key file that others may read is no key`() async throws {
    try site.folder.write(
      LocalSite.intent.replacing("env:PEERCONF_PSK_BERLIN", with: "file:psk.txt"), to: "file.yaml")
    try site.folder.write("CANARY_from_file_1\n", to: "psk.txt")
    func setMode(_ mode: Int) throws {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: site.folder.path + "/psk.txt")
    }
    try setMode(0o644)
    let masked = try await site.run(["render", "file.yaml"])
    #expect(masked.status == 0 && masked.errors.contains("[key-not-readable]"), "\(masked.errors)")
    #expect(masked.text.contains("<psk:file:psk.txt>"))
    let refused = try await site.run(["render", "file.yaml", "-o", "out.cfg"])
    #expect(refused.status == 65 && refused.errors.contains("chmod 600") && !site.folder.exists("out.cfg"))
    try setMode(0o600)
    let written = try await site.run(["render", "file.yaml", "-o", "out.cfg"])
    #expect(written.status == 0, "\(written.errors)")
    #expect(try site.folder.text("out.cfg").contains(" cipher CANARY_from_file_1\n"))
  }

  @Test func `programs are run only when a key is asked for`() async throws {
    try site.folder.write(
      LocalSite.intent.replacing(
        "env:PEERCONF_PSK_BERLIN", with: "cmd:sh -c 'touch ran; echo CANARY_from_program1'"),
      to: "program.yaml")
    let quiet = try await site.run(["render", "program.yaml"])
    #expect(quiet.status == 0 && !site.folder.exists("ran"))
    let asked = try await site.run(["render", "program.yaml", "--resolve-keys"])
    #expect(asked.status == 0 && site.folder.exists("ran") && !LocalSite.leaks(asked), "\(asked.errors)")
    #expect(asked.text.contains(/cipher <psk:[0-9a-f]{10}>\n/))
    let written = try await site.run(["render", "program.yaml", "-o", "out.cfg"])
    #expect(written.status == 0, "\(written.errors)")
    #expect(try site.folder.text("out.cfg").contains("CANARY_from_program1"))
  }

  @Test func `the worksheet lists both ends in three formats, without a platform or a key`() async throws {
    let site = try LocalSite()
    for (format, mark) in [
      ("text", "Diffie-Hellman group"), ("markdown", "| Diffie-Hellman group |"),
      ("html", "<td>Diffie-Hellman group</td>"),
    ] {
      let run = try await site.run(["render", "berlin.yaml", "--worksheet", format])
      #expect(run.status == 0 && run.text.contains(mark), "\(run.errors)")
      #expect(!LocalSite.leaks(run))
    }
    let usage = try await site.run(["render", "berlin.yaml", "--worksheet", "text", "-o", "x"])
    #expect(usage.status == 64)
  }
}
