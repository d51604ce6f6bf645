import ConfigTree
import Foundation
import PlatformModel

/// Reads devices' files with a platform's syntax.
enum Parsing {
  static func run(_ arguments: [String]) throws {
    guard arguments.count >= 3, let seconds = Double(arguments[1]) else { Measure.usage() }
    let used = try platform(arguments[0])
    let reader = DocumentReader(used.syntax)
    let files = try arguments[2...].map { Array(try Data(contentsOf: URL(filePath: $0))) }
    let bytes = files.reduce(0) { $0 + $1.count }
    let lines = files.reduce(0) { $0 + $1.count { $0 == 0x0A } }

    let before = residentKiB()
    let documents = files.map { reader.read($0, source: "file") }
    // What the trees take, and the file that they are a view of.
    let memory = Double((residentKiB() - before) * 1024 + bytes) / Double(max(1, bytes))
    let exact = zip(documents, files).count { $0.print() == $1 }
    let notes = documents.reduce(0) { $0 + $1.notes.count }
    let nodes = documents.reduce(0) { $0 + $1.nodes.count }

    var seen = 0
    let done = Measure.repeated(seconds) {
      for file in files { seen += reader.read(file, source: "file").nodes.count }
    }
    let each = done.seconds / Double(done.times * files.count)
    print(
      #"{"peer": "peerconf", "job": "parse", "platform": "\#(used.id)", "files": \#(files.count), "lines": \#(lines), "#
        + #""bytes": \#(bytes), "exact": \#(exact), "notes": \#(notes), "nodes": \#(nodes), "memory": \#(memory), "#
        + #""ms_per_file": \#(each * 1000), "mb_per_second": \#(Double(bytes * done.times) / done.seconds / 1e6)}"#
    )
  }

  /// The platform of a file, `+NOTATION` behind its name for one of its other notations.
  static func platform(_ argument: String) throws -> Platform {
    let parts = argument.split(separator: "+", maxSplits: 1).map(String.init)
    let yaml = Array(try Data(contentsOf: URL(filePath: parts[0])))
    guard let platform = try PlatformFile(yaml: yaml, source: parts[0]).platform,
      let used = parts.count > 1 ? platform.using(notation: parts[1]) : platform
    else { Measure.usage() }
    return used
  }

  /// What of this process is in memory.
  private static func residentKiB() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
