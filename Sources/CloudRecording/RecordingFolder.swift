import Diagnostics
import OrderedJSON
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The directory of a recording: `recording.json`, and one file an exchange, `00001.json` and on.
struct RecordingFolder: Sendable {
  let path: String

  /// A recording does not grow beyond this many exchanges.
  static let exchangeLimit = 99_999
  /// No file of a recording is larger; a page of a list has a few hundred kilobytes.
  private static let fileSizeLimit = 64 << 20

  private func file(_ number: Int) -> String {
    let digits = String(number)
    return "\(path)/\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits).json"
  }

  // MARK: - Writing

  /// Makes the directory, for its owner only, with the header in it.
  ///
  /// - Throws: `InputError` for a path that holds something already, `FileError`.
  func make(_ header: RecordingHeader) throws {
    if SafeFile.exists(path) {
      guard SafeFile.isDirectory(path), try SafeFile.list(path).isEmpty else {
        throw InputError(
          "\(path) holds something already, and a recording is of one run",
          remedy: "Give --record a directory that is empty or not there yet.")
      }
    }
    try SafeFile.makeDirectory(path, mode: 0o700)
    guard chmod(path, 0o700) == 0 else {
      throw FileError(action: "change mode of", path: path, reason: String(cString: strerror(errno)))
    }
    try SafeFile.write(header.json.bytes(), to: "\(path)/\(RecordingHeader.fileName)", mode: 0o600)
  }

  func write(_ exchange: Exchange, number: Int) throws(FileError) {
    guard number <= RecordingFolder.exchangeLimit else {
      throw FileError(action: "write", path: file(number), reason: "the recording is too long")
    }
    try SafeFile.write(exchange.json(number: number).bytes(), to: file(number), mode: 0o600)
  }

  // MARK: - Reading

  func readHeader() throws -> RecordingHeader {
    guard SafeFile.isDirectory(path) else {
      throw InputError(
        "there is no recording \(path)", remedy: "Make one with --record \(path) while the cloud is there.")
    }
    let file = "\(path)/\(RecordingHeader.fileName)"
    guard SafeFile.exists(file) else {
      throw InputError(
        "\(path) is no recording: it has no \(RecordingHeader.fileName)",
        remedy: "Give --replay the directory that --record wrote.")
    }
    guard let header = RecordingHeader(try json(file)) else {
      throw damaged(file, "it is not what this version of peerconf records")
    }
    return header
  }

  /// All exchanges in their order; other files beside them do not matter.
  func readExchanges() throws -> [Exchange] {
    let count = try SafeFile.list(path).filter(RecordingFolder.isExchange).count
    var exchanges: [Exchange] = []
    for number in 1..<(count + 1) {
      let file = file(number)
      guard SafeFile.exists(file) else { throw damaged(file, "it is missing, and later ones are there") }
      let json = try json(file)
      guard json["number"]?.integer == number, let exchange = Exchange(json) else {
        throw damaged(file, "it is not what this version of peerconf records")
      }
      exchanges.append(exchange)
    }
    return exchanges
  }

  private static func isExchange(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 10 && name.hasSuffix(".json")
      && bytes.prefix(5).allSatisfy { (0x30...0x39).contains($0) }
  }

  private func json(_ file: String) throws -> JSON {
    let bytes = try SafeFile.read(file, limit: RecordingFolder.fileSizeLimit)
    do {
      return try JSON(parsing: bytes)
    } catch {
      throw damaged(file, "\(error)")
    }
  }

  private func damaged(_ file: String, _ reason: String) -> InputError {
    InputError(
      "the recording is damaged: \(reason)", at: SourcePlace(source: file), remedy: "Record the run anew.")
  }
}
