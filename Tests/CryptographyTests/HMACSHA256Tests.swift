import Cryptography
import Testing

@Suite struct HMACSHA256Tests {
  struct Example: Sendable {
    var key: [UInt8]
    var message: [UInt8]
    var code: String
  }

  @Test(
    arguments: [
      Example(
        key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
        code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      Example(
        key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
        code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      Example(
        key: [UInt8](repeating: 0xAA, count: 20), message: [UInt8](repeating: 0xDD, count: 50),
        code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
      Example(
        key: [UInt8](repeating: 0xAA, count: 131),
        message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    ])
  func `the test cases of RFC 4231`(example: Example) {
    #expect(HMACSHA256.hex(key: example.key, message: example.message) == example.code)
  }

  @Test func `an empty key and an empty message have a code`() {
    #expect(
      HMACSHA256.hex(key: [], message: [])
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  /// RFC 2104 §2 written out, at every key length around the block size.
  @Test(arguments: [0, 1, 31, 32, 63, 64, 65, 66, 128, 200])
  func `the code is two nested hashes`(keyLength: Int) {
    let key = (0..<keyLength).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) }
    let message = Array("message \(keyLength)".utf8)
    var block = key.count > 64 ? SHA256.hash(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = SHA256.hash(block.map { $0 ^ 0x36 } + message)
    let expected = SHA256.hash(block.map { $0 ^ 0x5C } + inner)
    #expect(HMACSHA256.code(key: key, message: message) == expected)
  }
}
