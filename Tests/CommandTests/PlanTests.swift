import Foundation
import Testing

@Suite struct PlanTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  /// The device's file with the tunnel in it, and with something changed.
  private func drifted(_ change: (String) -> String) async throws {
    try site.folder.write(change(try await LocalSite.applied()), to: "drifted.cfg")
  }

  @Test func `commands and rollback are printed masked`() async throws {
    let run = try await site.run(["plan", "running.cfg", "berlin.yaml"])
    #expect(run.status == 2 && run.errors.contains("the proof holds"), "\(run.errors)")
    #expect(run.text.contains("ike peer pc_peer1\n undo version 1\n # pre-shared-key cipher <psk:"))
    let back = try await site.run(["plan", "running.cfg", "berlin.yaml", "--format", "rollback"])
    #expect(back.status == 2 && back.text.contains("undo ike peer pc_peer1\n"))
    #expect(!LocalSite.leaks(run) && !LocalSite.leaks(back))
  }

  @Test func `json has the plan, its proof and its findings`() async throws {
    let run = try await site.run(["plan", "running.cfg", "berlin.yaml", "--format", "json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(document["schema"] as? String == "peerconf.plan/1" && document["site"] as? String == "berlin")
    #expect((document["proof"] as? [String: Any])?["holds"] as? Bool == true)
    #expect(document["findings"] != nil && document["software_version"] as? String == "V300R022C00SPC100")
    #expect(!LocalSite.leaks(run))
  }

  @Test func `o writes runnable files for their owner, and a plan without a key`() async throws {
    let run = try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change"])
    #expect(run.status == 2 && run.text.isEmpty && !LocalSite.leaks(run), "\(run.errors)")
    #expect(try site.folder.mode("change") == 0o700)
    #expect(try site.folder.mode("change/apply.cfg") == 0o600)
    #expect(try site.folder.mode("change/rollback.cfg") == 0o600)
    #expect(try site.folder.text("change/apply.cfg").contains("\n pre-shared-key cipher \(LocalSite.key)\n"))
    #expect(try site.leakingFiles() == ["change/apply.cfg"])
    #expect(site.folder.files.count == 6, "nothing is left beside: \(site.folder.files)")

    let shown = try await site.run(["plan", "running.cfg", "berlin.yaml", "--show-keys"])
    #expect(shown.output == Array(try site.folder.bytes("change/apply.cfg")))
    #expect(
      try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "x", "--show-keys"]).status == 64)

    // What is applied is what was intended, and there is nothing to do afterwards.
    _ = try await site.run(["apply", "running.cfg", "change/apply.cfg", "-o", "applied.cfg"])
    let again = try await site.run(["plan", "applied.cfg", "berlin.yaml"])
    #expect(
      again.status == 0 && again.text.isEmpty && again.errors.hasSuffix("nothing to do\n"), "\(again.errors)")
    // The rollback gives the file back.
    let back = try await site.run(["apply", "applied.cfg", "change/rollback.cfg", "--show-keys"])
    #expect(back.text == LocalSite.running)
  }

  @Test func `a directory that is there is replaced only when asked, and only if it holds a plan`()
    async throws
  {
    #expect(try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change"]).status == 2)
    let again = try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change"])
    #expect(again.status == 65 && again.errors.contains("change exists already"), "\(again.errors)")
    #expect(
      try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change", "--replace"]).status == 2)
    try site.folder.write("x", to: "precious/thesis.txt")
    let other = try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "precious", "--replace"])
    #expect(other.status == 65 && site.folder.exists("precious/thesis.txt"))
    #expect(try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "-"]).status == 64)
  }

  @Test func `a key that is needed and does not resolve is an error, one that is not needed is not`()
    async throws
  {
    let run = try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change"], withKey: false)
    #expect(run.status == 65 && run.errors.contains("no key from env:PEERCONF_PSK_BERLIN"), "\(run.errors)")
    #expect(!site.folder.exists("change"))
    try await drifted { $0.replacing("pfs dh-group19", with: "pfs dh-group14") }
    let other = try await site.run(["plan", "drifted.cfg", "berlin.yaml", "-o", "change"], withKey: false)
    #expect(other.status == 2 && other.errors.contains("[key-unverifiable]"), "\(other.errors)")
    #expect(try site.folder.text("change/apply.cfg").contains(" pfs dh-group19\n"))
  }

  @Test func `a key that nobody can compare is kept, or set on demand`() async throws {
    try await drifted { $0.replacing("cipher \(LocalSite.key)", with: "cipher %^%#CANARY_encoded_ours%^%#") }
    let kept = try await site.run(["plan", "drifted.cfg", "berlin.yaml"])
    #expect(kept.status == 0 && kept.errors.contains("[key-unverifiable]"), "\(kept.errors)")
    let set = try await site.run(["plan", "drifted.cfg", "berlin.yaml", "--keys", "set"])
    #expect(set.status == 2 && set.text.contains(" # pre-shared-key cipher <psk:"), "\(set.text)")
    #expect(!LocalSite.leaks(kept) && !LocalSite.leaks(set))
    #expect(try await site.run(["plan", "drifted.cfg", "berlin.yaml", "--keys", "lose"]).status == 64)
  }

  @Test func `a wrong key in clear is changed, and both are masked`() async throws {
    try await drifted { $0.replacing("cipher \(LocalSite.key)", with: "cipher CANARY_wrong_key1") }
    for (_, run) in try await site.each(
      ["commands", "rollback", "json"], { ["plan", "drifted.cfg", "berlin.yaml", "--format", $0] })
    {
      #expect(run.status == 2 && !LocalSite.leaks(run), "\(run.text)")
      #expect(run.text.contains("<psk:"))
    }
  }

  @Test func `secrets that no rule knows do not come back with the rollback`() async throws {
    // The peer's section is ours: what is too much in it goes, and the rollback has it.
    try await drifted {
      $0.replacing(
        "ike peer pc_peer1\n", with: "ike peer pc_peer1\n strange-thing password CANARY_s1\n")
    }
    for (format, run) in try await site.each(
      ["commands", "rollback", "json"], { ["plan", "drifted.cfg", "berlin.yaml", "--format", $0] })
    {
      #expect(run.status == 2 && !LocalSite.leaks(run), "\(format): \(run.text)")
    }
    let back = try await site.run(["plan", "drifted.cfg", "berlin.yaml", "--format", "rollback"])
    #expect(back.text.contains(" # strange-thing password <psk:"), "\(back.text)")
  }

  @Test func `something in the way is 3`() async throws {
    // Another tunnel stands on the proposal that the intent's scheme would take.
    let shared = LocalSite.running.replacing("ike proposal 5\n", with: "ike proposal 10\n")
      .replacing("ike-proposal 5\n", with: "ike-proposal 10\n").replacing("dh group19", with: "dh group14")
    try site.folder.write(shared, to: "shared.cfg")
    let run = try await site.run(["plan", "shared.cfg", "berlin.yaml"])
    #expect(run.status == 3 && run.errors.contains("shared.cfg:13:1: error: "), "\(run.errors)")
    #expect(run.errors.contains("[object-shared]"))
    let never = try await site.run(["plan", "shared.cfg", "berlin.yaml", "--fail-on", "never"])
    #expect(never.status == 2)
    #expect(try await site.run(["plan", "shared.cfg", "berlin.yaml", "--exit-zero"]).status == 0)
  }

  @Test func `what must not be applied is not laid out to be typed in`() async throws {
    // The router is in another autonomous system, and can be in one only.
    let running = LocalSite.running + "bgp 65301\n router-id 198.51.100.7\n#\n"
    try site.folder.write(running, to: "running-bgp.cfg")
    try site.folder.write(
      running.replacing("bgp 65301", with: "bgp 65010"), to: "intended-bgp.cfg")
    let run = try await site.run(
      ["plan", "running-bgp.cfg", "intended-bgp.cfg", "--platform", "huawei-ar", "-o", "change"])
    #expect(run.status == 3 && run.errors.contains("they are not written"), "\(run.errors)")
    #expect(site.folder.files.filter { $0.hasPrefix("change/") } == ["change/plan.json"])
  }

  @Test func `a number that serves something else is in the way, and so is another's place`() async throws {
    let tunnel =
      "interface Tunnel0/0/1\n ip address 10.9.9.1 255.255.255.252\n tunnel-protocol gre\n"
      + " source 198.51.100.7\n destination %\n#\n"
    for (destination, isOurs) in [("203.0.113.99", false), ("192.0.2.10", true)] {
      let running = LocalSite.running.replacing(
        "interface NULL0\n", with: tunnel.replacing("%", with: destination) + "interface NULL0\n")
      try site.folder.write(running, to: "tunnel.cfg")
      let run = try await site.run(["plan", "tunnel.cfg", "berlin.yaml"])
      #expect(run.status == (isOurs ? 2 : 3), "\(run.errors)")
      #expect(
        run.errors.contains("tunnel.cfg:31:1: error: ") != isOurs
          && run.errors.contains("[object-taken]") != isOurs)
      // Another protocol takes the ends with it: they are set again, the one that stays as well.
      #expect(run.text.contains(" tunnel-protocol ipsec\n source 198.51.100.7\n"), "\(run.text)")
    }
  }

  @Test func `a masked copy is refused on either side`() async throws {
    let masked = try await site.run(["render", "berlin.yaml"])
    try site.folder.write(masked.text, to: "masked.cfg")
    for (_, run) in try await site.each(
      [["running.cfg", "masked.cfg"], ["masked.cfg", "berlin.yaml"]], { ["plan"] + $0 })
    {
      #expect(
        run.status == 65 && run.errors.contains("masked.cfg:23:2: the file is a masked copy"), "\(run.errors)"
      )
    }
  }

  @Test func `hostile files end in an answer`() async throws {
    for ((file, _), run) in try await site.each(
      LocalSite.hostile(in: site.folder), { ["plan", $0.file, "berlin.yaml", "-o", "out-\($0.file)"] })
    {
      let isDevice = ["empty.cfg", "nul.cfg", "ambiguous.cfg"].contains(file)
      #expect(run.status == (isDevice ? 2 : 65), "\(file): \(run.errors)")
      #expect(site.folder.exists("out-\(file)") == isDevice)
    }
    for (file, run) in try await site.each(
      ["empty.cfg", "nul.cfg", "bytes.cfg"], { ["plan", $0, "running.cfg", "--platform", "huawei-ar"] })
    {
      #expect([2, 3].contains(run.status), "\(file): \(run.errors)")
      // A key in a description is known only to those who have the key.
      #expect(!run.text.replacing("uplink of \(LocalSite.key)", with: "").contains("CANARY"))
    }
    try site.folder.write("{", to: "broken.json")
    #expect(try await site.run(["plan", "running.cfg", "broken.json"]).status == 65)
    let latin = LocalSite.running.utf8.map { $0 == UInt8(ascii: "w") ? 0xE9 : $0 }
    let bytes = try await site.run(["plan", "-", "berlin.yaml", "-o", "latin"], input: latin)
    #expect(bytes.status == 2, "\(bytes.errors)")
    let again = try await site.run(["apply", "-", "latin/apply.cfg", "-o", "latin.cfg"], input: latin)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try site.folder.bytes("latin.cfg").contains(0xE9))
  }
}
