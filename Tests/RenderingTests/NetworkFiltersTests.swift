import Jinja
import Testing

@testable import Rendering

@Suite struct NetworkFiltersTests {
  private func evaluate(_ expression: String) throws -> String {
    var environment = Environment(loader: DictionaryLoader([String: String]()))
    environment.filters.merge(NetworkFilters.all) { _, own in own }
    let bytes = try environment.template(source: Array("{{ \(expression) }}".utf8)).render()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("'10.20.1.0/24' | netmask", "255.255.255.0"), ("'10.20.1.0/24' | wildcard", "0.0.0.255"),
    ("'0.0.0.0/0' | netmask", "0.0.0.0"), ("'10.0.0.1/32' | wildcard", "0.0.0.0"),
    ("'169.254.70.2/30' | network", "169.254.70.0"), ("'169.254.70.2/30' | address", "169.254.70.2"),
    ("'169.254.70.2/30' | first_host", "169.254.70.1"), ("'169.254.70.2/30' | last_host", "169.254.70.2"),
    ("'169.254.70.2/30' | broadcast", "169.254.70.3"), ("'10.20.0.0/16' | prefix_length", "16"),
    ("'192.0.2.1' | netmask", "255.255.255.255"), ("'a\"b' | quoted", "\"a\\\"b\""),
  ])
  func `addresses are written as devices want them`(_ expression: String, _ expected: String) throws {
    #expect(try evaluate(expression) == expected)
  }

  @Test(arguments: ["'10.0.0.0/33' | netmask", "'x' | network", "none | address", "'' | wildcard"])
  func `anything else is an error`(_ expression: String) {
    #expect(throws: TemplateError.self) { try evaluate(expression) }
  }
}
