import Foundation
import Testing

@Suite struct TicketTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  private func create(_ options: [String] = [], withKey: Bool = true) async throws -> Finished {
    try await site.run(
      ["ticket", "create", "berlin.yaml", "--running", "running.cfg", "-o", "ticket"] + options,
      withKey: withKey)
  }

  private func open(_ options: [String] = [], withKey: Bool = true) async throws -> Finished {
    try await site.run(
      ["ticket", "open", "ticket", "--intent", "berlin.yaml", "--running", "running.cfg", "-o", "open"]
        + options,
      withKey: withKey)
  }

  private static let files = [
    "apply.cfg", "change.diff", "findings.json", "intended.cfg", "manifest.json", "plan.json", "rollback.cfg",
    "summary.md",
  ].map { "ticket/\($0)" }

  @Test func `create writes the bundle without a key and says what is in it`() async throws {
    let run = try await create()
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.text.contains(/^[0-9a-f]{64}  ticket\/manifest\.json\n$/))
    #expect(run.errors.contains("wrote ticket: ") && run.errors.contains("the proof holds"), "\(run.errors)")
    #expect(site.folder.files.filter { $0.hasPrefix("ticket/") } == Self.files)
    #expect(try site.leakingFiles() == [] && !LocalSite.leaks(run))
    // The line is one that sha256sum reads, and the same input gives the same bundle.
    let again = try await create(["--replace"])
    #expect(again.output == run.output)
    let verified = try await site.run(["ticket", "verify", "ticket"])
    #expect(verified.status == 0 && verified.output == run.output && verified.errors.contains("intact"))
  }

  @Test func `a new device, and one that is as it should be`() async throws {
    let new = try await site.run(["ticket", "create", "berlin.yaml", "-o", "ticket"])
    #expect(new.status == 2 && !LocalSite.leaks(new), "\(new.errors)")
    #expect(try site.folder.text("ticket/summary.md").contains("There is no file of the device"))
    try site.folder.write(try await LocalSite.applied(), to: "applied.cfg")
    let right = try await site.run(
      ["ticket", "create", "berlin.yaml", "--running", "applied.cfg", "-o", "right"])
    #expect(right.status == 0 && right.errors.contains("nothing to do"), "\(right.errors)")
  }

  @Test func `findings decide the exit code, and the bundle is there to be read`() async throws {
    let strict = try await create(["--fail-on", "note"], withKey: false)
    #expect(strict.status == 3 && strict.errors.contains("[key-not-at-hand]"), "\(strict.errors)")
    #expect(site.folder.exists("ticket/findings.json"))
    let zero = try await create(["--fail-on", "note", "--exit-zero", "--replace"], withKey: false)
    #expect(zero.status == 0)
  }

  @Test func `what cannot be expressed makes no bundle`() async throws {
    try site.folder.write(
      LocalSite.intent.replacing("device:\n  wan:", with: "device:\n  numbers: {tunnel: 900000}\n  wan:"),
      to: "berlin.yaml")
    let run = try await create()
    #expect(
      run.status == 3 && run.text.isEmpty && run.errors.contains("berlin.yaml: error: "), "\(run.errors)")
    #expect(!site.folder.exists("ticket"))
  }

  @Test func `runnable puts keys in, for their owner only, or fails`() async throws {
    try site.folder.write("set key CANARY_exported\n", to: "exported.txt")
    let missing = try await create(["--runnable"], withKey: false)
    #expect(missing.status == 65 && !site.folder.exists("ticket"), "\(missing.errors)")
    let run = try await create(["--runnable", "--export", "exported.txt"])
    #expect(run.status == 2 && !LocalSite.leaks(run), "\(run.errors)")
    #expect(
      try site.leakingFiles(except: ["running.cfg", "exported.txt"])
        == ["ticket/runnable/apply.cfg", "ticket/runnable/exported.cfg", "ticket/runnable/intended.cfg"])
    for name in ["apply", "exported", "intended", "rollback"] {
      #expect(try site.folder.mode("ticket/runnable/\(name).cfg") == 0o600)
    }
    #expect(try await site.run(["ticket", "verify", "ticket"]).status == 0)
    let hashed = try await create(["--export", "exported.txt", "--replace"])
    #expect(hashed.status == 2, "\(hashed.errors)")
    #expect(try site.folder.text("ticket/manifest.json").contains("\"exported\""))
    #expect(try site.leakingFiles(except: ["running.cfg", "exported.txt"]) == [])
  }

  @Test func `nothing is replaced unasked`() async throws {
    _ = try await create()
    let again = try await create()
    #expect(again.status == 65 && again.errors.contains("ticket exists already"), "\(again.errors)")
    try site.folder.write("x", to: "precious/thesis.txt")
    let other = try await site.run(["ticket", "create", "berlin.yaml", "-o", "precious", "--replace"])
    #expect(other.status == 65 && site.folder.exists("precious/thesis.txt"))
  }

  @Test(arguments: ["change", "remove", "add", "mode", "manifest"])
  func `verify finds what was touched`(harm: String) async throws {
    _ = try await create()
    let path = site.folder.path + "/ticket/apply.cfg"
    switch harm {
    case "change": try site.folder.write("undo everything\n", to: "ticket/apply.cfg")
    case "remove": try FileManager.default.removeItem(atPath: path)
    case "add": try site.folder.write("", to: "ticket/extra.cfg")
    case "mode": try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    default: try site.folder.write("{}", to: "ticket/manifest.json")
    }
    let run = try await site.run(["ticket", "verify", "ticket"])
    #expect(run.status == (harm == "manifest" ? 65 : 3), "\(run.errors)")
    #expect(run.errors.contains(harm == "manifest" ? "manifest.json" : "[bundle-file-"), "\(run.errors)")
    let opened = try await open()
    #expect(opened.status == run.status && !site.folder.exists("open"), "\(opened.errors)")
  }

  @Test func `open writes what was approved, with keys, for the owner only`() async throws {
    _ = try await create()
    let run = try await open()
    #expect(run.status == 0 && run.text.isEmpty && !LocalSite.leaks(run), "\(run.errors)")
    #expect(
      site.folder.files.filter { $0.hasPrefix("open/") } == [
        "open/apply.cfg", "open/intended.cfg", "open/rollback.cfg",
      ])
    #expect(try site.folder.mode("open") == 0o700)
    for name in ["apply", "intended", "rollback"] {
      #expect(try site.folder.mode("open/\(name).cfg") == 0o600)
    }
    #expect(try site.folder.text("open/apply.cfg").contains("\n pre-shared-key cipher \(LocalSite.key)\n"))
    let masked = try site.folder.text("ticket/apply.cfg").replacing(
      /# pre-shared-key cipher <psk:[0-9a-f]+>/, with: "")
    let clear = try site.folder.text("open/apply.cfg").replacing(
      "pre-shared-key cipher \(LocalSite.key)", with: "")
    #expect(masked == clear)
    #expect(try await open().status == 65, "it is not written over")
  }

  @Test func `a bundle that was made without the key opens with it`() async throws {
    _ = try await create(withKey: false)
    #expect(try site.folder.text("ticket/intended.cfg").contains("<psk:env:PEERCONF_PSK_BERLIN>"))
    let run = try await open()
    #expect(run.status == 0, "\(run.errors)")
    #expect(try site.folder.text("open/apply.cfg").contains("\n pre-shared-key cipher \(LocalSite.key)\n"))
  }

  @Test func `open without the key, or with another one, writes nothing`() async throws {
    _ = try await create()
    let missing = try await open(withKey: false)
    #expect(missing.status == 65 && missing.errors.contains("no key from env:"), "\(missing.errors)")
    let other = try await Tool.run(
      ["ticket", "open", "ticket", "--intent", "berlin.yaml", "--running", "running.cfg", "-o", "open"],
      in: site.folder.path, environment: ["PEERCONF_PSK_BERLIN": "CANARY_another_7K"])
    #expect(other.status == 3 && other.errors.contains("[bundle-not-reproduced]"), "\(other.errors)")
    #expect(other.errors.contains("tag.key") && !LocalSite.leaks(other))
    #expect(!site.folder.exists("open"))
  }

  @Test func `open with another intent, running file or template writes nothing`() async throws {
    _ = try await create()
    let none = try await site.run(["ticket", "open", "ticket", "--intent", "berlin.yaml", "-o", "open"])
    #expect(none.status == 3 && none.errors.contains("[bundle-input-missing]"), "\(none.errors)")
    let original = LocalSite.running
    try site.folder.write(original + "\n", to: "running.cfg")
    let changed = try await open()
    #expect(changed.status == 3 && changed.errors.contains("running.cfg: error: "), "\(changed.errors)")
    try site.folder.write(original, to: "running.cfg")
    try site.folder.write(LocalSite.intent.replacing("dh_group: 19", with: "dh_group: 20"), to: "berlin.yaml")
    let intent = try await open()
    #expect(intent.status == 3 && intent.errors.contains("berlin.yaml: error: "), "\(intent.errors)")
    try site.folder.write(LocalSite.intent, to: "berlin.yaml")
    try site.folder.write("", to: "templates/huawei-ar/routes.j2")
    let template = try await open()
    #expect(template.status == 3 && template.errors.contains("templates have changed"), "\(template.errors)")
    #expect(!site.folder.exists("open"))
  }

  @Test func `keys and version of then are those of now`() async throws {
    _ = try await create(["--keys", "set", "--software-version", "V200R010C10"])
    let run = try await open()
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `hostile files end in an answer and write nothing`() async throws {
    let hostile = try LocalSite.hostile(in: site.folder)
      .filter { !["nul.cfg", "ambiguous.cfg"].contains($0.file) }
    let runs =
      try await site.each(hostile) {
        ["ticket", "create", "berlin.yaml", "--running", $0.file, "-o", "ticket"]
      }
      + site.each(hostile) { ["ticket", "create", $0.file, "-o", "ticket"] }
    for ((file, _), run) in runs {
      #expect(run.status == 65 && run.text.isEmpty && !site.folder.exists("ticket"), "\(file): \(run.errors)")
    }
    try site.folder.write("{", to: "broken.json")
    #expect(try await site.run(["ticket", "create", "broken.json", "-o", "ticket"]).status == 65)
    let masked = try await site.run(["render", "berlin.yaml"])
    try site.folder.write(masked.text, to: "masked.cfg")
    let copy = try await site.run([
      "ticket", "create", "berlin.yaml", "--running", "masked.cfg", "-o", "ticket",
    ])
    #expect(copy.status == 65 && copy.errors.contains("masked copy") && !site.folder.exists("ticket"))
    for (directory, run) in try await site.each(
      ["nowhere", "running.cfg", "."], { ["ticket", "verify", $0] })
    {
      #expect(run.status == 65 && run.text.isEmpty, "\(directory): \(run.errors)")
    }
    for wrong in [
      ["create"], ["create", "berlin.yaml"], ["verify"], ["open", "ticket"],
      ["create", "-", "--running", "-", "-o", "x"],
    ] {
      #expect(try await site.run(["ticket"] + wrong).status == 64)
    }
  }
}
