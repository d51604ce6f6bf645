import Foundation
import Testing

@testable import Jinja

/// The list of deliberate differences in the module's documentation says what happens.
@Suite struct DeliberateDifferenceTests {
  struct Row: CustomTestStringConvertible {
    let template: String
    let result: String
    var testDescription: String { template }
  }

  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Jinja/Jinja.docc/Jinja.md")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("| `{") }.map { line in
      let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|").map {
        $0.replacing("\u{1}", with: "|").trimmingCharacters(in: .whitespaces)
      }
      return Row(template: cells[0].trimmingCharacters(in: ["`"]), result: cells[2])
    }
  }()

  @Test func `There are some`() { #expect(Self.rows.count > 5) }

  @Test(arguments: DeliberateDifferenceTests.rows)
  func `A difference is as documented`(_ row: Row) {
    var options = EnvironmentOptions()
    options.undefined = .default
    let loader = DictionaryLoader(["main": row.template, "inc": "included"])
    let environment = Environment(options: options, loader: loader)
    var result: String
    do throws(TemplateError) {
      result = "`\(String(decoding: try environment.template(named: "main").render(), as: UTF8.self))`"
      if result == "``" { result = "*nothing*" }
    } catch {
      result = "*\(error.kind)*"
    }
    #expect(result == row.result)
  }
}
