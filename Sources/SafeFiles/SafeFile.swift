#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are whole or absent: written beside, flushed, renamed; read with a size limit.
package enum SafeFile {
  /// Largest input that is read unless the caller says otherwise: 256 MiB.
  package static let defaultSizeLimit = 256 << 20

  /// Reads a whole file; `-` is standard input.
  ///
  /// - Throws: ``FileError``, also for a directory and for more than `limit` bytes.
  package static func read(_ path: String, limit: Int = defaultSizeLimit) throws(FileError) -> [UInt8] {
    let descriptor: Int32
    if path == "-" {
      descriptor = STDIN_FILENO
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(action: "read", path: path, reason: systemError()) }
    }
    defer { if path != "-" { close(descriptor) } }
    var content: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size > 0 {
      content.reserveCapacity(min(Int(status.st_size) + 1, limit))
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(action: "read", path: path, reason: systemError())
      }
      if count == 0 { return content }
      content += buffer[..<count]
      guard content.count <= limit else {
        throw FileError(action: "read", path: path, reason: "larger than \(limit) bytes")
      }
    }
  }

  /// Writes a file so that readers see the old content or the new one, never a part.
  ///
  /// `mode` are the permission bits of the new file; `0o600` for anything that may hold a key.
  ///
  /// - Throws: ``FileError``; the old file is then untouched and nothing is left beside it.
  package static func write(_ content: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FileError) {
    try OrderlyExit.process.whole { () throws(FileError) in try replace(path, with: content, mode: mode) }
  }

  private static func replace(
    _ path: String, with content: [UInt8], mode: UInt32
  ) throws(FileError) {
    let beside = "\(path).part-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw FileError(action: "write", path: path, reason: systemError()) }
    var whole = false
    defer { if !whole { unlink(beside) } }
    var written = 0
    while written < content.count {
      let count = content.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + written }, raw.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = systemError()
        close(descriptor)
        throw FileError(action: "write", path: path, reason: reason)
      }
      written += count
    }
    // The umask must not widen or narrow what was asked for.
    guard fchmod(descriptor, mode_t(mode)) == 0, fsync(descriptor) == 0 else {
      let reason = systemError()
      close(descriptor)
      throw FileError(action: "write", path: path, reason: reason)
    }
    close(descriptor)
    guard rename(beside, path) == 0 else {
      throw FileError(action: "rename", path: path, reason: systemError())
    }
    whole = true
  }

  /// Makes a directory and those above it; one that exists is fine.
  package static func makeDirectory(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
    if path.isEmpty || path == "/" || isDirectory(path) { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeDirectory(String(path[..<slash]), mode: mode)
    }
    guard mkdir(path, mode_t(mode)) == 0 || isDirectory(path) else {
      throw FileError(action: "make directory", path: path, reason: systemError())
    }
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether it is a file with content of its own: no directory, pipe or device.
  package static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a directory, sorted by bytes, without `.` and `..`.
  package static func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else {
      throw FileError(action: "list", path: path, reason: systemError())
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name))
        {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}
