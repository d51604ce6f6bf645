import Foundation
import OrderedJSON
import Testing

@Suite struct JSONTests {
  /// Random documents from a recorded seed.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) | (state << 31)
    }

    mutating func value(depth: Int) -> JSON {
      switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
      case 0: return .null
      case 1: return .bool(Bool.random(using: &self))
      case 2:
        return .number(
          ["0", "-1", "1.50", "1e400", "12345678901234567890", "-0.0"].randomElement(using: &self) ?? "0")
      case 3, 4: return .string(text())
      case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth - 1) })
      default:
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0...4, using: &self) { object[text()] = value(depth: depth - 1) }
        return .object(object)
      }
    }

    mutating func text() -> String {
      let scalars = ["a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "漢", "😀", "/", " ", "\u{7F}"]
      return (0..<Int.random(in: 0...5, using: &self)).map { _ in scalars.randomElement(using: &self) ?? "" }
        .joined()
    }
  }

  @Test(arguments: UInt64(1)...200)
  func `print then parse is the same value`(seed: UInt64) throws {
    var generator = Generator(state: seed)
    let value = generator.value(depth: 5)
    #expect(try JSON(parsing: value.bytes(.compact)) == value)
    #expect(try JSON(parsing: value.bytes(.pretty)) == value)
  }

  @Test(arguments: UInt64(1)...100)
  func `Foundation reads what we print`(seed: UInt64) throws {
    var generator = Generator(state: seed)
    let value = JSON.array([.string(generator.text()), .string(generator.text())])
    let read = try JSONSerialization.jsonObject(with: Data(value.bytes(.compact))) as? [String]
    #expect(read == value.array?.compactMap(\.string))
  }

  @Test func `members keep their order and numbers their text`() throws {
    let text = #"{"z":1,"a":1.0,"m":1e400,"z":2}"#
    let value = try JSON(parsing: text)
    #expect(value.object?.members.map(\.name) == ["z", "a", "m"])
    #expect(value["z"] == .number("2"))
    #expect(value["m"] == .number("1e400"))
    #expect(value["a"]?.integer == 1)
  }

  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\" 1}", 1, 6), ("\n\n  nul", 3, 3), ("1 2", 1, 3),
    ("01", 1, 2),
    ("\"\u{1}\"", 1, 2), ("\"abc", 1, 5), ("[1 2]", 1, 4), ("-", 1, 2), ("1.", 1, 3), ("\"\\x\"", 1, 3),
  ])
  func `an error has its place`(text: String, line: Int, column: Int) throws {
    let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
    #expect("\(error.line):\(error.column)" == "\(line):\(column)", "\(error)")
  }

  @Test func `nesting is bounded`() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.self) { try JSON(parsing: deep) }
  }

  @Test func `invalid UTF-8 is an error and lone surrogates are replaced`() throws {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    #expect(try JSON(parsing: #""\ud800x\ud83d\ude00""#) == .string("\u{FFFD}x😀"))
  }

  @Test(arguments: UInt64(1)...300)
  func `damaged documents end in a value or an error`(seed: UInt64) {
    var generator = Generator(state: seed)
    var bytes = generator.value(depth: 4).bytes(.compact)
    for _ in 0..<3 where !bytes.isEmpty {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    _ = try? JSON(parsing: bytes)
    #expect(Bool(true))
  }
}
