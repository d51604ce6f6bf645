import Foundation
import SafeFiles
import Testing

/// Every test has a folder of its own that goes with it.
final class TemporaryFolder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "safe-files-\(UUID().uuidString)"
    try SafeFile.makeDirectory(path)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct SafeFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
  func `what was written reads back`(size: Int) throws {
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let path = folder.path + "/file"
    try SafeFile.write(content, to: path)
    #expect(try SafeFile.read(path) == content)
    #expect(try SafeFile.list(folder.path) == ["file"], "nothing is left beside it")
  }

  @Test func `the mode is what was asked for, whatever the umask`() throws {
    let path = folder.path + "/secret"
    try SafeFile.write(Array("key".utf8), to: path, mode: 0o600)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try SafeFile.write(Array("key".utf8), to: path, mode: 0o666)
    let wider = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(wider == 0o666)
  }

  @Test func `a failed write keeps the old file and leaves nothing beside it`() throws {
    let target = folder.path + "/taken"
    try SafeFile.makeDirectory(target + "/inside")
    #expect(throws: FileError.self) { try SafeFile.write([1], to: target) }
    #expect(try SafeFile.list(folder.path) == ["taken"])
    #expect(try SafeFile.list(target) == ["inside"])
  }

  @Test func `a file over the limit is refused`() throws {
    let path = folder.path + "/big"
    try SafeFile.write([UInt8](repeating: 0, count: 1001), to: path)
    let error = try #require(throws: FileError.self) { try SafeFile.read(path, limit: 1000) }
    #expect(error.reason == "larger than 1000 bytes")
    #expect(try SafeFile.read(path, limit: 1001).count == 1001)
  }

  @Test func `a missing file and a directory are errors with path and reason`() throws {
    let missing = try #require(throws: FileError.self) { try SafeFile.read(folder.path + "/none") }
    #expect(missing.description.contains("/none: No such file or directory"))
    #expect(throws: FileError.self) { try SafeFile.read(folder.path) }
  }
}
