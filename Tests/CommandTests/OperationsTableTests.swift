import Foundation
import Testing

/// docs/cloud-operations.md names a test in every cell: each must be there, and every command with its policy.
@Suite struct OperationsTableTests {
  @Test func `every cell of the table of operations names a test that is there`() throws {
    let root = URL(filePath: ReadmeTests.root)
    var names: Set<Substring> = []
    let walk = FileManager.default.enumerator(
      at: root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    while let file = walk?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for part in text.components(separatedBy: "func `").dropFirst() {
        names.insert(Substring(part.prefix { $0 != "`" }))
      }
    }
    let document = try String(
      contentsOf: root.appending(path: "docs/cloud-operations.md"), encoding: .utf8)
    let table = try #require(
      document.components(separatedBy: "<!-- tests: held to the sources of the tests -->\n").last?
        .components(separatedBy: "<!-- end -->").first)
    let rows = table.split(separator: "\n").dropFirst(2).map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    // Eleven operations on connections, gateways and customer gateways.
    #expect(rows.count == 13)
    for row in rows {
      try #require(row.count == 8, "\(row)")
      for cell in row[2...] where cell != "changes nothing" {
        for name in cell.components(separatedBy: "<br>") {
          #expect(names.contains(Substring(name)), "\(row[0]): no test is called \(name)")
        }
      }
      let isChange = ["create", "batch-create", "update", "delete", "reset"].contains(row[0])
      #expect((row[6] == "changes nothing") != isChange, "\(row[0])")
    }
  }
}
