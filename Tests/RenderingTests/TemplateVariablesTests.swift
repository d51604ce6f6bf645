import Jinja
import PlatformModel
import Testing
import VPNIntent

@testable import Rendering

/// The static check knows the variables that templates really get.
@Suite struct TemplateVariablesTests {
  @Test func `the shape is that of a context`() throws {
    var intent = try TestIntent.two()
    intent.connections[1].mode = .policy
    let layout = try #require(SiteLayout(intent))
    let context = RenderContext(
      intent: intent, layout: layout, names: intent.connections.map { _ in [] },
      spelling: Spelling(platform: try TestPlatform.platform(), version: nil), header: ["a"])
    compare(context.value, TemplateVariables.shape, at: "")
  }

  private func compare(_ value: Value, _ shape: ContextShape, at path: String) {
    switch (value, shape) {
    case (_, .any): break
    case (.dict(let dict), .members(let members)):
      #expect(Set(dict.keys.map(\.text)) == Set(members.keys), "\(path)")
      for (key, value) in zip(dict.keys, dict.values) {
        guard case .string(let name) = key, let member = members[name] else { continue }
        compare(value, member, at: "\(path).\(name)")
      }
    case (.list(let list), .list(let inner)): for item in list.items { compare(item, inner, at: "\(path)[]") }
    case (.dict, _), (.list, _), (_, .members), (_, .list): Issue.record("\(path) has another shape")
    case (_, .leaf): break
    }
  }
}
