import Diagnostics
import Documents
import OrderedJSON
import Testing

/// JSON and YAML as one kind of document, with places.
@Suite struct DocumentTextTests {
  private func read(_ text: String) throws -> DocumentText {
    try DocumentText(Array(text.utf8), source: "a.yaml")
  }

  @Test func `JSON and YAML give the same values in the same order`() throws {
    let yaml = try read("b: [1, 1.0, text]\na: {no: no, yes: true, none: null, quoted: \"5\"}\n")
    let json = try read(
      #"{"b": [1, 1.0, "text"], "a": {"no": "no", "yes": true, "none": null, "quoted": "5"}}"#)
    #expect(yaml.json == json.json)
  }

  @Test(arguments: [
    "b: 1\na:\n  - x\n  - {c: 2}\n", "{\"b\": 1,\n \"a\":\n  [\"x\",\n  {\"c\": 2}]}",
  ])
  func `a value has its line, a missing one that of the value around it`(text: String) throws {
    let document = try read(text)
    let item = MemberPath().member("a").item(1)
    let places = document.places(of: [item.member("c"), item.member("d"), MemberPath()])
    #expect(places.map(\.line) == [4, 4, 1])
    #expect(places.allSatisfy { $0.source == "a.yaml" })
    #expect("\(item.member("c"))" == "a[1].c")
  }

  @Test(arguments: [
    ("", "empty"), ("{", "no JSON"), ("a: b: c", "no YAML"), ("a: 1\na: 2", "a is given twice"),
    (String(repeating: "[", count: 60) + String(repeating: "]", count: 60), "nested too deeply"),
    ("a: &x 1\nb: [" + String(repeating: "*x, ", count: 20) + "1]", "more than 16 YAML aliases"),
  ])
  func `what is no document is refused with its place`(text: String, words: String) {
    let error = #expect(throws: InputError.self) { try read(text) }
    #expect(error?.message.contains(words) == true && error?.place?.source == "a.yaml", "\(error as Any)")
  }
}
