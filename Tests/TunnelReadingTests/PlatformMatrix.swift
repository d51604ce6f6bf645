import Foundation
import PlatformModel
import Platforms
import Testing

/// The table of platforms in docs/platforms.md.
struct PlatformMatrix {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/platforms.md")
  static let header = [
    "| platform | data | static | BGP | policy | IKEv1 | IKEv2 | standby | round trips | tunnels read, labelled files | real parser |",
    "|---|---|---|---|---|---|---|---|---:|---:|---|",
  ]
  /// What rendered configurations are tried with, in CommandTests.
  static let parsers = [
    "fortinet-fortios": "published schemas of FortiOS 6.4 and 7.4",
    "frr": "FRR 8.4: plans taken, carried out and taken back",
    "libreswan": "Libreswan 4.10: addconn --checkconfig, algparse",
    "mikrotik-routeros": "published schema of RouterOS 7.16",
    "opnsense": "libxml2: well-formed before and after",
    "pfsense": "libxml2: well-formed before and after",
    "strongswan": "strongSwan 5.9: tunnels up and rekeyed, every pair of values",
  ]
  private let lines: [String]

  init() throws {
    lines = try String(contentsOf: Self.file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
  }

  /// Compares a platform's row; in record mode it is written.
  func check(_ row: String, of id: String) throws {
    let present = lines.first { $0.hasPrefix("| \(id) |") }
    guard present != row else { return }
    if ProcessInfo.processInfo.environment["PEERCONF_RECORD"] == "1" { try write(row, of: id) }
    Issue.record(
      "docs/platforms.md has \(present ?? "no row"), it must be \(row); PEERCONF_RECORD=1 writes it")
  }

  private func write(_ row: String, of id: String) throws {
    var lines = lines
    guard let start = lines.firstIndex(of: Self.header[0]) else {
      Issue.record("docs/platforms.md has no matrix: \(Self.header[0])")
      return
    }
    let end = lines[start...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
    var rows = lines[(start + 2)..<end].filter { !$0.hasPrefix("| \(id) |") } + [row]
    rows.sort()
    lines.replaceSubrange((start + 2)..<end, with: rows)
    try lines.joined(separator: "\n").write(to: Self.file, atomically: true, encoding: .utf8)
  }

  static func row(_ platform: Platform, roundTrips: Int?) -> String {
    let labelled = LabelledTunnels.all.count { $0.platform == platform.id }
    let reads = platform.tunnels.isEmpty ? "" : "\(labelled)"
    var cells = [platform.id, platform.provenance.confidence.rawValue]
    if platform.readsOnly {
      cells += Array(repeating: "", count: 6)
    } else {
      cells += ["mode.static", "mode.bgp", "mode.policy"].map { answer($0, platform) }
      cells += ["1", "2"].map { word in
        platform.writes == .routing ? "" : platform.words(in: "ike-version").contains(word) ? "yes" : "no"
      }
      cells.append(answer("role.standby", platform))
    }
    cells += [roundTrips.map { "\($0)" } ?? "", reads, parsers[platform.id] ?? ""]
    return "| \(cells.joined(separator: " | ")) |"
  }

  /// Whether templates write it, and how well that is verified.
  static func answer(_ feature: String, _ platform: Platform) -> String {
    guard let found = platform.capabilities.features.first(where: { $0.name == feature }) else { return "no" }
    switch found.answer {
    case .no: return "no"
    case .unknown: return "unknown"
    case .yes:
      return found.provenance.confidence == .verified ? "yes" : "\(found.provenance.confidence.rawValue)"
    }
  }
}

@Suite struct PlatformMatrixTests {
  @Test func `the matrix has a row for every platform and no other`() throws {
    let text = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../docs/platforms.md"),
      encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex(of: PlatformMatrix.header[0]))
    let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
    let ids = rows.map { $0.dropFirst(2).prefix { $0 != " " } }.map(String.init)
    #expect(ids == Catalog.builtinIDs.sorted())
  }
}
