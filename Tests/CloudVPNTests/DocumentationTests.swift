import CloudVPN
import Foundation
import Testing

/// docs/sign-in.md has the sources and settings that the code has, in its order.
@Suite struct DocumentationTests {
  private func rows(_ name: String) throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/sign-in.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.firstRange(of: "<!-- \(name): "))
    let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"))
    return text[start.upperBound..<end.lowerBound].split(separator: "\n").filter { $0.hasPrefix("| ") }
      .dropFirst().map(String.init)
  }

  @Test func `the sources stand in their order`() throws {
    let expected = CredentialSource.allCases.enumerated().map { place, source in
      "| \(place + 1) | `\(source.rawValue)` | \(source.title) | \(source.requirement) |"
    }
    #expect(try rows("sources") == expected)
  }

  @Test func `the settings have their options, variables and names`() throws {
    let expected = CloudSetting.allCases.map { setting in
      let variables = setting.variables.isEmpty ? "none" : setting.variables.joined(separator: ", ")
      return "| `\(setting.option)` | \(variables) | `\(setting.rawValue)` |"
    }
    #expect(try rows("settings") == expected)
  }
}
