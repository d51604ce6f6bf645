import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Fetches keys from where references say they are.
package struct SecretResolver: Sendable {
  /// Longest key that is accepted, in bytes; the cloud's limit is 128.
  package static let lengthLimit = 4096

  private let environment: [String: String]
  private let commandTimeLimit: Duration
  private let runsPrograms: Bool

  /// `environment` answers `env:` and is what programs of `cmd:` get; they are killed after the time limit.
  ///
  /// Without `runsPrograms` none is started and the key counts as missing: looking must not start anything.
  package init(
    environment: [String: String], commandTimeLimit: Duration = .seconds(30), runsPrograms: Bool = true
  ) {
    self.environment = environment
    self.commandTimeLimit = commandTimeLimit
    self.runsPrograms = runsPrograms
  }

  /// Fetches the key, waiting for a program if need be.
  ///
  /// One line ending at its end is cut; a key is never empty and has one line.
  package func resolve(_ reference: SecretReference) throws(SecretError) -> Secret {
    switch reference.source {
    case .environment(let name):
      guard let value = environment[name] else {
        throw SecretError(
          kind: .missing, reference: reference.text, reason: "the variable \(name) is not set")
      }
      return try secret(Array(value.utf8), reference)
    case .file(let path):
      try checkFile(path, reference)
      do {
        return try secret(try SafeFile.read(path, limit: SecretResolver.lengthLimit), reference)
      } catch let error as FileError {
        throw SecretError(kind: .content, reference: reference.text, reason: error.reason)
      } catch let error as SecretError {
        throw error
      } catch {
        throw SecretError(kind: .content, reference: reference.text, reason: "\(error)")
      }
    case .command(let words):
      guard runsPrograms else {
        throw SecretError(
          kind: .missing, reference: reference.text, reason: "its program is run only with --resolve-keys")
      }
      let program = SecretCommand(
        words: words, environment: environment, timeLimit: commandTimeLimit,
        sizeLimit: SecretResolver.lengthLimit)
      switch program.run() {
      case .output(let bytes): return try secret(bytes, reference)
      case .failure(let kind, let reason):
        throw SecretError(kind: kind, reference: reference.text, reason: reason)
      }
    }
  }

  private func checkFile(_ path: String, _ reference: SecretReference) throws(SecretError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw SecretError(
        kind: .missing, reference: reference.text, reason: String(cString: strerror(errno)).lowercased())
    }
    // A pipe or device could keep us waiting for ever.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SecretError(kind: .content, reference: reference.text, reason: "it is no regular file")
    }
    guard status.st_mode & 0o077 == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw SecretError(
        kind: .permissions, reference: reference.text, reason: "others may read the file (mode \(mode))")
    }
  }

  private func secret(_ bytes: [UInt8], _ reference: SecretReference) throws(SecretError) -> Secret {
    func wrong(_ reason: String) -> SecretError {
      SecretError(kind: .content, reference: reference.text, reason: reason)
    }
    var key = bytes[...]
    if key.last == 0x0A { key.removeLast() }
    if key.last == 0x0D { key.removeLast() }
    guard !key.isEmpty else { throw wrong("it is empty") }
    guard key.count <= SecretResolver.lengthLimit else {
      throw wrong("it is longer than \(SecretResolver.lengthLimit) bytes")
    }
    guard !key.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw wrong("it holds a line break or another control character")
    }
    guard let text = String(validating: key, as: UTF8.self) else { throw wrong("it is not UTF-8") }
    return Secret(text)
  }
}
