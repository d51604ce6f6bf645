import Cryptography
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The key under which a workspace makes its ``KeyTag``s: 32 random bytes in `.peerconf/tag.key`, mode 0600.
package struct TagKey: Sendable {
  let bytes: [UInt8]

  package static let size = 32

  /// A key from 32 bytes; `nil` for any other number.
  package init?(bytes: [UInt8]) {
    guard bytes.count == TagKey.size else { return nil }
    self.bytes = bytes
  }

  /// Reads the key file, or makes it with its directory when it is not there.
  ///
  /// Several processes may do so at the same time: all of them end up with the same key.
  package init(atOrMadeAt path: String) throws(SecretError) {
    if !SafeFile.exists(path) { try TagKey.make(path) }
    self = try TagKey.read(path)
  }

  private static func make(_ path: String) throws(SecretError) {
    let beside = "\(path).new-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    do {
      if let slash = path.lastIndex(of: "/") {
        try SafeFile.makeDirectory(String(path[..<slash]), mode: 0o700)
      }
      try SafeFile.write(try RandomBytes.make(size), to: beside, mode: 0o600)
    } catch {
      throw SecretError(kind: .tagKey, reference: path, reason: "\(error)")
    }
    defer { unlink(beside) }
    // `link` fails where `rename` would replace: the first process wins, the others read its key.
    guard link(beside, path) == 0 || errno == EEXIST else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw SecretError(kind: .tagKey, reference: path, reason: "cannot make the key of the tags: \(reason)")
    }
  }

  private static func read(_ path: String) throws(SecretError) -> TagKey {
    func wrong(_ reason: String) -> SecretError {
      SecretError(kind: .tagKey, reference: path, reason: reason)
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      throw wrong("others may read the key of the tags. Make it private: chmod 600.")
    }
    do {
      if let key = TagKey(bytes: try SafeFile.read(path, limit: size)) { return key }
    } catch {
      throw wrong(error.reason)
    }
    throw wrong("it does not hold \(size) bytes. Remove it: a new one is made, and all tags change.")
  }
}
