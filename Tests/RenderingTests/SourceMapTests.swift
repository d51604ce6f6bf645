import Foundation
import Jinja
import Platforms
import Testing
import VPNIntent

@testable import Rendering

/// Every line of every golden configuration knows the line of the template that wrote it.
@Suite struct SourceMapTests {
  @Test(arguments: try Scenario.all())
  func `A configuration with a map is the same, and its lines are where the map says`(_ scenario: Scenario)
    throws
  {
    let catalog = try Catalog()
    let renderer = try Renderer(platform: scenario.platform, in: catalog)
    let intent = try scenario.intent()
    let plain = try renderer.render(intent)
    let explained = try renderer.render(intent, options: RenderOptions(explains: true))
    #expect(plain.configuration?.bytes == explained.configuration?.bytes)
    #expect(plain.configuration?.sourceMap == nil)
    guard let configuration = explained.configuration else { return }
    let map = try #require(configuration.sourceMap)
    let lines = map.lines(of: configuration.bytes)
    #expect(lines.flatMap { $0.pieces.flatMap { configuration.bytes[$0.range] } } == configuration.bytes)

    let templates = try catalog.templates(of: renderer.platform).mapValues {
      String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    var values = 0
    for line in lines {
      // Each line comes from somewhere, and from a line of a template that has a word of it.
      #expect(!line.pieces.isEmpty)
      for piece in line.pieces {
        let source = try #require(templates[piece.place.template])[piece.place.line - 1]
        let text = String(decoding: configuration.bytes[piece.range], as: UTF8.self)
        let rest = String(source.utf8.dropFirst(piece.place.column - 1)) ?? ""
        if let expression = piece.place.source {
          #expect(rest.hasPrefix("{") && rest.contains(expression), "\(piece.place)")
        } else {
          #expect(rest.hasPrefix(text.hasSuffix("\n") ? String(text.dropLast()) : text), "\(piece.place)")
        }
        values += piece.variables.count
      }
    }
    #expect(values > 10)
  }

  @Test func `values have their full way`() throws {
    let renderer = try TestPlatform.renderer(
      "{% for c in connections %}{{ c.ike.encryption }} {{ c.key }}\n{% endfor %}")
    let result = try renderer.render(TestIntent.two(), options: RenderOptions(explains: true))
    let map = try #require(result.configuration?.sourceMap)
    #expect(
      map.pieces.flatMap(\.variables).map(\.path) == [
        "connections[0].ike.encryption", "connections[0].key", "connections[1].ike.encryption",
        "connections[1].key",
      ])
  }
}
