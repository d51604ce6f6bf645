import ConfigTree
import Diagnostics
import Foundation
import PlatformModel
import Platforms
import Secrets
import Testing

@testable import TunnelReading

/// Files in the styles of other people, and what a person read in them.
///
/// `Fixtures/<platform>[+<notation>]/<name>.cfg` is the file, `<name>.tunnels` the labels: for each tunnel a line
/// `KIND NAME`, below it indented a line a fact with its neutral words, a `*` behind those that hold by default; a record
/// is the name of its group, its own name where it has one, and `fact=words` with commas. All facts are listed.
struct LabelledTunnels: Sendable, CustomTestStringConvertible {
  let platform: String
  let notation: String?
  let file: URL

  var testDescription: String { "\(platform) \(file.lastPathComponent)" }

  static let all: [LabelledTunnels] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let folders =
      (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
    return folders.sorted { $0.path < $1.path }.flatMap { folder -> [LabelledTunnels] in
      let parts = folder.lastPathComponent.split(separator: "+").map(String.init)
      let files =
        (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
      return files.filter { $0.pathExtension == "cfg" }.sorted { $0.path < $1.path }.map {
        LabelledTunnels(platform: parts[0], notation: parts.count > 1 ? parts[1] : nil, file: $0)
      }
    }
  }()
}

@Suite struct LabelledTunnelTests {
  @Test(arguments: LabelledTunnels.all)
  func `a person and the rows read the same`(_ labelled: LabelledTunnels) throws {
    let catalog = try Catalog()
    var platform = try catalog.platform(id: labelled.platform)
    if let notation = labelled.notation { platform = try #require(platform.using(notation: notation)) }
    let bytes = Array(try Data(contentsOf: labelled.file))
    let document = platform.syntax.parse(bytes, source: labelled.file.lastPathComponent)
    let version = platform.recognition.version(in: bytes)
    let reading = try TunnelReader(platform).read(document, version: version)
    let labels = labelled.file.deletingPathExtension().appendingPathExtension("tunnels")
    let wanted = String(decoding: try Data(contentsOf: labels), as: UTF8.self)
    let found = reading.tunnels.map(\.labels).joined(separator: "\n")
    #expect(LabelledTunnelTests.lines(found) == LabelledTunnelTests.lines(wanted), "\(found)")
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      let indent = line.prefix { $0 == " " }
      return indent + line.split(separator: " ").joined(separator: " ")
    }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}

extension Tunnel {
  /// The tunnel in the form of the labels; keys as the length of their text.
  var labels: String {
    let name = words("interface").first ?? words("peer-address").first ?? "-"
    var lines = ["\(kind) \(name.replacing(" ", with: "_"))"]
    for fact in TunnelFact.all where fact.group == nil && fact.name != "interface" {
      var texts: [String] = []
      for value in self[fact: fact.name] {
        let text = value.label
        if !texts.contains(text) { texts.append(text) }
      }
      if !texts.isEmpty { lines.append("  \(fact.name) \(texts.joined(separator: " "))") }
    }
    for group in TunnelFact.Group.allCases {
      for record in records(group) {
        let facts = TunnelFact.all.filter { $0.group == group }.compactMap { fact -> String? in
          let values = record.values.filter { $0.fact == fact.name }
          return values.isEmpty ? nil : "\(fact.name)=\(values.map(\.label).joined(separator: ","))"
        }
        lines.append(
          (["  " + group.rawValue] + [record.name].compactMap { $0?.replacing(" ", with: "_") } + facts)
            .joined(separator: " "))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension TunnelValue {
  fileprivate var label: String {
    if let key {
      return key.encoding?.rawValue ?? key.secret.withExposedText { "clear:\($0.replacing(" ", with: "_"))" }
    }
    let text = words.isEmpty ? "?\(text ?? "")" : words.joined(separator: ",")
    return text.replacing(" ", with: "_") + (isStandard ? "*" : "")
  }
}
