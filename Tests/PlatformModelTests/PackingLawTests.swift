import Diagnostics
import PlatformModel
import Testing

struct DataDice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) | (state << 31)
  }

  mutating func node(depth: Int) -> DataNode {
    let place = SourcePlace(source: "t")
    switch Int.random(in: 0..<(depth > 0 ? 5 : 3), using: &self) {
    case 0: return DataNode(.nothing, at: place)
    case 1, 2: return DataNode(.text(text()), at: place)
    case 3:
      return DataNode(
        .list((0..<Int.random(in: 0...4, using: &self)).map { _ in node(depth: depth - 1) }), at: place)
    default:
      let members = (0..<Int.random(in: 0...4, using: &self)).map { index in
        DataNode.Member(key: "\(index)\(text())", place: place, value: node(depth: depth - 1))
      }
      return DataNode(.map(members), at: place)
    }
  }

  mutating func text() -> String {
    (0..<Int.random(in: 0...6, using: &self)).map { _ in
      ["a", "é", "漢", " ", "\n", "\u{0}"].randomElement(using: &self) ?? ""
    }
    .joined()
  }
}

@Suite struct PackingLawTests {
  @Test(arguments: UInt64(1)...200)
  func `packing and unpacking gives the same data`(seed: UInt64) throws {
    var dice = DataDice(state: seed)
    let node = dice.node(depth: 6)
    #expect(try PackedData.unpack(PackedData.pack(node), source: "p").hasSameContent(as: node))
  }

  @Test(arguments: UInt64(1)...300)
  func `damaged bytes end in data or an error`(seed: UInt64) {
    var dice = DataDice(state: seed)
    var bytes = PackedData.pack(dice.node(depth: 5))
    for _ in 0..<3 where !bytes.isEmpty {
      bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
    }
    if Bool.random(using: &dice) { bytes.removeLast(min(bytes.count, 3)) }
    do {
      _ = PackedData.pack(try PackedData.unpack(bytes, source: "p"))
    } catch {
      #expect(error.place?.source == "p")
    }
  }
}

@Suite struct IncompletePlatformTests {
  @Test func `a platform that lacks everything says what is missing`() throws {
    let file = try PlatformFile(yaml: Array("id: x\nnonsense: 1\n".utf8), source: "p.yaml")
    #expect(file.platform == nil)
    #expect(
      file.findings.contains { $0.message.contains("nonsense") && $0.place?.line == 2 }, "\(file.findings)")
  }
}
