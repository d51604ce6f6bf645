import Foundation
import OrderedJSON
import Testing

@testable import VPNIntent

@Suite struct IntentSchemaTests {
  private let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "devices/schema/intent.schema.json")

  @Test func `the schema file is the schema in the program`() throws {
    let wanted = IntentSchema.document.bytes()
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(wanted).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    #expect(try Array(Data(contentsOf: file)) == wanted)
  }

  @Test func `schema and document have the same members`() throws {
    var intent = try Samples.intent()
    intent.device.context = "branch"
    intent.device.wan[0].vrf = "internet"
    let document = intent.json
    #expect(paths(document, "") == schemaPaths(IntentSchema.document, ""))
  }

  /// The members of a value, items of a list counting once; `numbers` has members of the user's choice.
  private func paths(_ value: JSON, _ path: String) -> Set<String> {
    if path == ".device.numbers" { return [path] }
    if let members = value.object?.members {
      return members.reduce(into: [path]) { $0.formUnion(paths($1.value, "\(path).\($1.name)")) }
    }
    return (value.array ?? []).reduce(into: [path]) { $0.formUnion(paths($1, path)) }
  }

  private func schemaPaths(_ schema: JSON, _ path: String) -> Set<String> {
    var found: Set<String> = [path]
    for member in schema["properties"]?.object?.members ?? [] {
      found.formUnion(schemaPaths(member.value, "\(path).\(member.name)"))
    }
    if let items = schema["items"] { found.formUnion(schemaPaths(items, path)) }
    for choice in schema["anyOf"]?.array ?? [] { found.formUnion(schemaPaths(choice, path)) }
    return found
  }
}
