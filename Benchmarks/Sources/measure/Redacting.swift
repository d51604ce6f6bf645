import Foundation
import PlatformModel
import Redaction
import Secrets

/// Finds the secrets of devices' files by a platform's table and puts tags in their places.
enum Redacting {
  static func run(_ arguments: [String]) throws {
    guard arguments.count >= 3, let seconds = Double(arguments[1]) else { Measure.usage() }
    let platform = try Parsing.platform(arguments[0])
    let files = try arguments[2...].map { Array(try Data(contentsOf: URL(filePath: $0))) }
    let bytes = files.reduce(0) { $0 + $1.count }
    let lines = files.reduce(0) { $0 + $1.count { $0 == 0x0A } }
    let scanner = SecretScanner(platform)
    let ready = Measure.repeated(0.1) { _ = SecretScanner(platform) }
    guard let key = TagKey(bytes: Array(repeating: 7, count: TagKey.size)) else { Measure.usage() }
    let redactor = Redactor(under: key)
    let found = files.reduce(0) { $0 + scanner.scan($1).count }

    var seen = 0
    let done = Measure.repeated(seconds) {
      for file in files { seen += redactor.redacted(file, scanner.scan(file)).count }
    }
    let linesPerSecond = Double(lines * done.times) / done.seconds
    print(
      #"{"peer": "peerconf", "job": "redact", "platform": "\#(platform.id)", "files": \#(files.count), "lines": \#(lines), "#
        + #""secrets": \#(found), "ready_ms": \#(ready.seconds * 1000 / Double(ready.times)), "files_of_2000_per_second": \#(linesPerSecond / 2000), "#
        + #""mb_per_second": \#(Double(bytes * done.times) / done.seconds / 1e6)}"#)
  }
}
