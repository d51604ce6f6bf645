import Diagnostics
import Foundation
import SafeFiles
import Testing
import Validation

@testable import ChangeTicket

/// A directory that goes away with its test.
struct Folder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "change-ticket-\(UInt64.random(in: 0...UInt64.max))"
    try SafeFile.makeDirectory(path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct BundleTests {
  private static func bundle(_ text: String = "one\n") -> ChangeBundle {
    let files = [
      BundleFile(name: "summary.md", text: "# \(text)"),
      BundleFile(name: "runnable/apply.txt", text: text, mode: 0o600),
    ]
    return ChangeBundle(
      manifest: BundleManifest(
        tool: ToolIdentity(name: "peerconf", version: "1"), site: "berlin", platform: "example",
        inputs: [.init(name: "intent", fingerprint: Fingerprint(of: [1, 2, 3]))], files: files), files: files)
  }

  @Test func `what was written verifies, modes included`() throws {
    let folder = try Folder()
    let path = "\(folder.path)/berlin"
    try BundleWriter.write(Self.bundle(), to: path)
    let result = try BundleVerifier.verify(path)
    #expect(result.isIntact, "\(result.findings)")
    #expect(result.manifest == Self.bundle().manifest)
    #expect(result.identity == Self.bundle().identity)
    #expect(result.manifest.input("intent") == Fingerprint(of: [1, 2, 3]))
    let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/runnable/apply.txt")[
      .posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(try SafeFile.list(folder.path) == ["berlin"], "nothing is left beside it")
  }

  @Test func `the manifest is the same for the same bytes and reads back`() throws {
    #expect(Self.bundle().manifest.bytes == Self.bundle().manifest.bytes)
    #expect(BundleManifest(reading: Self.bundle().manifest.bytes) == Self.bundle().manifest)
    #expect(Self.bundle().identity != Self.bundle("two\n").identity)
    for broken in ["", "{}", "[]", #"{"schema": "peerconf.bundle/1"}"#, "\u{0}"] {
      #expect(BundleManifest(reading: Array(broken.utf8)) == nil)
    }
  }

  @Test(arguments: ["change", "remove", "mode", "add", "link", "grow"])
  func `a bundle that was touched is found out`(harm: String) throws {
    let folder = try Folder()
    let path = "\(folder.path)/b"
    try BundleWriter.write(Self.bundle(), to: path)
    let victim = "\(path)/summary.md"
    switch harm {
    case "change": try SafeFile.write(Array("# two\n".utf8), to: victim)
    case "grow": try SafeFile.write(Array("# one\nmore\n".utf8), to: victim)
    case "remove": try FileManager.default.removeItem(atPath: victim)
    case "mode": try SafeFile.write(Array("# one\n".utf8), to: victim, mode: 0o666)
    case "add": try SafeFile.write([], to: "\(path)/runnable/other")
    default:
      try FileManager.default.moveItem(atPath: victim, toPath: "\(folder.path)/aside")
      try FileManager.default.createSymbolicLink(atPath: victim, withDestinationPath: "\(folder.path)/aside")
    }
    let findings = try BundleVerifier.verify(path).findings
    #expect(findings.count == 1 && findings[0].severity == .error, "\(findings)")
  }

  @Test func `a directory that is there is replaced only when asked, and only if it is a bundle`() throws {
    let folder = try Folder()
    let path = "\(folder.path)/b"
    try BundleWriter.write(Self.bundle(), to: path)
    #expect(throws: BundleError.self) { try BundleWriter.write(Self.bundle("two\n"), to: path) }
    #expect(try BundleVerifier.verify(path).identity == Self.bundle().identity)
    try BundleWriter.write(Self.bundle("two\n"), to: path + "/", replace: true)
    #expect(try BundleVerifier.verify(path).identity == Self.bundle("two\n").identity)

    let other = "\(folder.path)/precious"
    try SafeFile.makeDirectory(other)
    try SafeFile.write([1], to: "\(other)/thesis.txt")
    #expect(throws: BundleError.self) { try BundleWriter.write(Self.bundle(), to: other, replace: true) }
    #expect(try SafeFile.list(other) == ["thesis.txt"])
    #expect(try SafeFile.list(folder.path) == ["b", "precious"])
  }

  @Test(arguments: ["../out", "/etc/x", "a//b", "", ".", "a/../../b", "a\nb", #"a\b"#])
  func `a name that leaves the directory is refused`(name: String) throws {
    let folder = try Folder()
    let files = [BundleFile(name: name, text: "x")]
    let bundle = ChangeBundle(
      manifest: BundleManifest(
        tool: ToolIdentity(name: "peerconf", version: "1"), site: "s", platform: "p", inputs: [], files: files
      ),
      files: files)
    #expect(throws: BundleError.self) { try BundleWriter.write(bundle, to: "\(folder.path)/b") }
    #expect(try SafeFile.list(folder.path) == [])
  }

  @Test func `where nothing can be written, nothing is left`() throws {
    let folder = try Folder()
    try SafeFile.write([1], to: "\(folder.path)/file")
    #expect(throws: BundleError.self) { try BundleWriter.write(Self.bundle(), to: "\(folder.path)/file/b") }
    #expect(throws: BundleError.self) { try BundleVerifier.verify(folder.path) }
    #expect(try SafeFile.list(folder.path) == ["file"])
  }
}
