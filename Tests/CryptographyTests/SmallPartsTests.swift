import Cryptography
import Testing

@Suite struct SmallPartsTests {
  @Test func `every byte has two lower-case digits`() {
    let text = Hex.encode((0...255).map { UInt8($0) })
    #expect(text.count == 512)
    #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
    #expect(Hex.encode([UInt8]()).isEmpty)
  }

  @Test(
    arguments: [
      ([], [], true), ([1], [1], true), ([1, 2], [1, 3], false), ([1], [1, 0], false), ([0], [], false),
    ] as [([UInt8], [UInt8], Bool)])
  func `comparison looks at length and bytes`(left: [UInt8], right: [UInt8], same: Bool) {
    #expect(ConstantTime.equal(left, right) == same)
  }

  @Test func `two draws differ and have the wanted length`() throws {
    let first = try RandomBytes.make(32)
    let second = try RandomBytes.make(32)
    #expect(first.count == 32 && second.count == 32)
    #expect(first != second)
    #expect(try RandomBytes.make(0).isEmpty)
  }
}
