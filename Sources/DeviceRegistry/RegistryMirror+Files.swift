package import SafeFiles

extension RegistryMirror {
  /// Largest mirror that is read: 16 MiB.
  private static let sizeLimit = 16 << 20

  /// Reads the mirror at a path.
  ///
  /// - Throws: `FileError` when it cannot be read, ``RegistryError`` when it is no mirror.
  package static func load(_ path: String) throws -> RegistryMirror {
    try RegistryMirror(reading: SafeFile.read(path, limit: sizeLimit))
  }

  /// Writes the mirror so that readers see the old one or the new one, and makes the folders above it.
  ///
  /// - Throws: `FileError`; the old mirror is then untouched.
  package func save(to path: String) throws(FileError) {
    if let slash = path.lastIndex(of: "/") { try SafeFile.makeDirectory(String(path[..<slash])) }
    try SafeFile.write(bytes, to: path)
  }
}
